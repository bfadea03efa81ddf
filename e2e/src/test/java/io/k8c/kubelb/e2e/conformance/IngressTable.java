package io.k8c.kubelb.e2e.conformance;

import io.k8c.kubelb.e2e.fast.IngressCoverage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What docs/ingress.md promises, and which tests show it.
 *
 * @param rules by the first words of their rows
 * @param annotations without their prefix
 * @param tests names of tests, by what they show
 */
record IngressTable(List<String> rules, List<String> annotations, Map<String, Set<String>> tests) {
  private static final Pattern RULE = Pattern.compile("\\| ([A-Z][A-Za-z ]*) \\|.*");
  private static final Pattern WORD = Pattern.compile("`([-a-z0-9]+)[^`]*`");

  /** Of the page as it stands. */
  static IngressTable of(String page) {
    List<String> rules = new ArrayList<>();
    List<String> annotations = new ArrayList<>();
    page.lines()
        .takeWhile(line -> !line.startsWith("<!--"))
        .forEach(
            line -> {
              Matcher rule = RULE.matcher(line);
              if (rule.matches() && !line.startsWith("| Annotation ")) {
                rules.add(rule.group(1));
              } else if (line.startsWith("| `")) {
                Matcher word = WORD.matcher(line.substring(0, line.indexOf('|', 1)));
                while (word.find()) {
                  annotations.add(word.group(1).replaceFirst("^-", "session-cookie-"));
                }
              }
            });
    return new IngressTable(rules, annotations, IngressCoverage.tests());
  }

  /** Everything that a test has to show. */
  Set<String> promised() {
    Set<String> promised = new TreeSet<>(rules);
    promised.addAll(annotations);
    return promised;
  }

  @Override
  public String toString() {
    return "| | shown with a real Envoy by |\n|---|---|\n"
        + rules.stream().map(rule -> row(rule, rule)).collect(Collectors.joining())
        + annotations.stream()
            .map(name -> row("`" + name + "`", name))
            .collect(Collectors.joining());
  }

  private String row(String text, String thing) {
    String shown =
        tests.getOrDefault(thing, Set.of()).stream()
            .map(test -> "`" + test + "`")
            .collect(Collectors.joining(", "));
    return "| %s | %s |\n".formatted(text, shown);
  }
}
