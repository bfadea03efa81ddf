package io.k8c.kubelb.manager.route.spec;

import io.k8c.kubelb.xds.model.RouteMatch;
import io.k8c.kubelb.xds.model.RouteMatch.Path;
import io.k8c.kubelb.xds.model.RouteMatch.Value;
import java.util.List;
import java.util.Optional;

/** Matches of HTTPRoutes. */
final class HttpMatches {
  private HttpMatches() {}

  static Optional<RouteMatch> read(Tree tree, List<Finding> findings) {
    int before = findings.size();
    Path path = path(tree.at("path"));
    return findings.size() == before
        ? Optional.of(
            new RouteMatch(
                path,
                tree.text("method"),
                tree.list("headers", HttpMatches::value),
                tree.list("queryParams", HttpMatches::value)))
        : Optional.empty();
  }

  private static Path path(Tree tree) {
    String value = tree.text("value", "/");
    return switch (tree.text("type", "PathPrefix")) {
      case "Exact" -> new Path.Exact(value);
      case "RegularExpression" -> new Path.Regex(value);
      default -> new Path.Prefix(value);
    };
  }

  private static Value value(Tree tree) {
    return new Value(
        tree.text("name", ""),
        tree.text("value", ""),
        tree.text("type", "Exact").equals("RegularExpression"));
  }
}
