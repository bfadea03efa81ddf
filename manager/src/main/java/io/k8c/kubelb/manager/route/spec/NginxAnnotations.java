package io.k8c.kubelb.manager.route.spec;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The annotations of ingress-nginx on an Ingress. Whatever nobody asks for, or what cannot be
 * taken, is told.
 */
final class NginxAnnotations {
  private static final String PREFIX = "nginx.ingress.kubernetes.io/";

  /** Without what these ask for, requests would come in that must not. */
  private static final Set<String> GUARDS =
      Set.of(
          "auth-type",
          "auth-secret",
          "auth-url",
          "auth-tls-secret",
          "enable-modsecurity",
          "modsecurity-snippet");

  /** What says how the paths of a canary are read, which must be those of another Ingress. */
  private static final Set<String> PATHS = Set.of("use-regex", "rewrite-target");

  private static final int SHOWN = 8;

  private final Map<String, String> values = new HashMap<>();
  private final boolean canary;
  private final Set<String> overruled = new TreeSet<>();
  private final Set<String> asked = new HashSet<>();
  private final Findings findings;
  private Optional<Finding> closed = Optional.empty();

  NginxAnnotations(Tree metadata, Findings findings) {
    this.findings = findings;
    metadata
        .map("annotations")
        .forEach(
            (key, value) -> {
              if (key.startsWith(PREFIX)) {
                values.put(key.substring(PREFIX.length()), value.strip());
              }
            });
    canary = values.getOrDefault("canary", "").equalsIgnoreCase("true");
    if (canary) {
      values.keySet().stream().filter(name -> !isOfCanary(name)).forEach(overruled::add);
      values.keySet().removeAll(overruled);
    }
  }

  private static boolean isOfCanary(String name) {
    return name.startsWith("canary") || PATHS.contains(name);
  }

  /** A value that is not empty. */
  Optional<String> text(String name) {
    asked.add(name);
    return Optional.ofNullable(values.get(name)).filter(value -> !value.isEmpty());
  }

  Optional<Boolean> flag(String name) {
    Optional<String> text = text(name).map(value -> value.toLowerCase(Locale.ROOT));
    boolean known = text.map(value -> value.equals("true") || value.equals("false")).orElse(true);
    check(name, known, "use \"true\" or \"false\"");
    return known ? text.map("true"::equals) : Optional.empty();
  }

  /** A whole number within bounds. */
  Optional<Integer> integer(String name, int least, int most) {
    Optional<Integer> number =
        text(name)
            .filter(value -> value.matches("[0-9]{1,9}"))
            .map(Integer::valueOf)
            .filter(value -> value >= least && value <= most);
    check(
        name,
        number.isPresent() || text(name).isEmpty(),
        "use a number from " + least + " to " + most);
    return number;
  }

  /** Whether a value can be taken; tells if not. */
  boolean check(String name, boolean usable, String remedy) {
    if (!usable) {
      unusable(name, remedy);
    }
    return usable;
  }

  /** A value cannot be taken. */
  void unusable(String name, String remedy) {
    String shown = Findings.shown(values.getOrDefault(name, ""));
    findings.invalid(
        "annotation " + PREFIX + name + ": \"" + shown + "\" cannot be used; " + remedy);
  }

  /** What is different from ingress-nginx. */
  void remark(String name, String message) {
    findings.ignored("annotation " + PREFIX + name + " " + message);
  }

  /**
   * Requests must be refused until what was told last is mended; those of a canary go by another
   * Ingress.
   */
  void close() {
    closed = canary ? Optional.empty() : closed.or(findings::last);
  }

  /** Why requests must be refused. */
  Optional<Finding> closed() {
    return closed;
  }

  /** Tells of what nobody asked for. */
  void finish() {
    if (!overruled.isEmpty()) {
      findings.ignored(
          "a canary has the settings of the Ingress that it is for, so that these annotations of its"
              + " own have no effect: "
              + String.join(
                  ", ", overruled.stream().limit(SHOWN).map(name -> PREFIX + name).toList())
              + (overruled.size() > SHOWN
                  ? " and " + (overruled.size() - SHOWN) + " other annotations"
                  : "")
              + "; remove them");
    }
    Set<String> unknown = new TreeSet<>(values.keySet());
    unknown.removeAll(asked);
    for (String name : unknown) {
      if (GUARDS.contains(name)) {
        findings.ignored(
            "annotation "
                + PREFIX
                + name
                + " is not supported and would guard the Ingress, whose requests are answered by 503"
                + " until then; remove it");
        close();
      } else {
        findings.ignored(
            "annotation " + PREFIX + name + " is not supported and has no effect; remove it");
      }
    }
  }
}
