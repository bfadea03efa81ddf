package io.k8c.kubelb.manager.route.spec;

import com.google.re2j.Pattern;
import io.k8c.kubelb.xds.model.RouteMatch;
import java.util.List;
import java.util.Optional;

/**
 * A path of an Ingress.
 *
 * @param groups of its regular expression
 */
record IngressPath(Match match, int groups) {
  private static final java.util.regex.Pattern SPECIAL =
      java.util.regex.Pattern.compile("[()\\[\\]{}|^$*+?\\\\]");

  /** A path that cannot be understood is told of and left out. */
  static Optional<IngressPath> of(Tree tree, IngressPolicy policy, Findings findings) {
    String text = tree.text("path", "/");
    String type = tree.text("pathType", "ImplementationSpecific");
    boolean exact = type.equals("Exact");
    boolean regex =
        !exact
            && (policy.regex()
                || (policy.rewriteTarget().isPresent() && SPECIAL.matcher(text).find()));
    String expression = expression(text);
    Optional<String> problem = regex ? Expressions.problem(expression) : PathSyntax.problem(text);
    if (problem.isPresent()) {
      findings.invalid(problem.get());
      return Optional.empty();
    }
    if (regex) {
      return Optional.of(
          new IngressPath(
              match(new RouteMatch.Path.Regex(expression), new Rank(1, text.length(), 0)),
              Pattern.compile(expression).groupCount()));
    }
    Match match =
        exact
            ? match(new RouteMatch.Path.Exact(text), new Rank(0, text.length(), 0))
            : match(
                new RouteMatch.Path.Prefix(elements(text)),
                new Rank(1, elements(text).length(), 0));
    return Optional.of(new IngressPath(match, 0));
  }

  /** As ingress-nginx takes it: any case, and whatever follows. */
  private static String expression(String path) {
    return "(?i)(?:" + path + ").*";
  }

  /** One text for one set of paths: a slash at the end of a prefix means nothing. */
  private static String elements(String prefix) {
    return prefix.length() > 1 && prefix.endsWith("/")
        ? prefix.substring(0, prefix.length() - 1)
        : prefix;
  }

  private static Match match(RouteMatch.Path path, Rank rank) {
    return new Match(new RouteMatch(path, Optional.empty(), List.of(), List.of()), rank);
  }
}
