package io.k8c.kubelb.manager.route.spec;

import io.k8c.kubelb.xds.model.RouteMatch;
import io.k8c.kubelb.xds.model.RouteMatch.Path;
import java.util.List;
import java.util.Optional;

/** Matches of HTTPRoutes. */
final class HttpMatches {
  private static final List<String> METHODS =
      List.of("GET", "HEAD", "POST", "PUT", "DELETE", "CONNECT", "OPTIONS", "TRACE", "PATCH");

  private HttpMatches() {}

  /** A match, unless something of it is wrong. */
  static Optional<Match> read(Tree tree, Findings findings) {
    int before = findings.count();
    Path path = path(tree.at("path"), findings);
    Optional<String> method = tree.text("method");
    method
        .filter(word -> !METHODS.contains(word))
        .ifPresent(
            word ->
                findings.unsupported(
                    "method "
                        + Findings.shown(word)
                        + " is not known; use one of "
                        + String.join(", ", METHODS)));
    RouteMatch match =
        new RouteMatch(path, method, Values.headers(tree, findings), Values.query(tree, findings));
    return findings.isStill(before) ? Optional.of(new Match(match, rank(path))) : Optional.empty();
  }

  private static Path path(Tree tree, Findings findings) {
    String value = tree.text("value", "/");
    String type = tree.text("type", "PathPrefix");
    (type.equals("RegularExpression") ? Expressions.problem(value) : PathSyntax.problem(value))
        .ifPresent(findings::unsupported);
    return switch (type) {
      case "Exact" -> new Path.Exact(value);
      case "PathPrefix" -> new Path.Prefix(value);
      case "RegularExpression" -> new Path.Regex(value);
      default -> {
        findings.unsupported(
            "path type "
                + Findings.shown(type)
                + " is not known; use Exact, PathPrefix or RegularExpression");
        yield new Path.Exact(value);
      }
    };
  }

  /**
   * The standard leaves regular expressions open. They come before prefixes, since a prefix of
   * everything would hide them, the longest first.
   */
  private static Rank rank(Path path) {
    return switch (path) {
      case Path.Exact exact -> new Rank(0, exact.path().length(), 0);
      case Path.Regex regex -> new Rank(1, regex.pattern().length(), 0);
      case Path.Prefix prefix -> new Rank(2, prefix.prefix().length(), 0);
    };
  }
}
