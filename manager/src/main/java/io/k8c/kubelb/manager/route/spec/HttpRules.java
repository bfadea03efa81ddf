package io.k8c.kubelb.manager.route.spec;

import io.k8c.kubelb.xds.model.RouteMatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Rules of HTTPRoutes. */
final class HttpRules {
  private static final RouteMatch EVERYTHING =
      new RouteMatch(new RouteMatch.Path.Prefix("/"), Optional.empty(), List.of(), List.of());

  private HttpRules() {}

  static RequestRule read(Tree tree) {
    List<Finding> findings = new ArrayList<>();
    List<RouteMatch> matches = new ArrayList<>();
    for (Tree match : tree.list("matches", item -> item)) {
      HttpMatches.read(match, findings).ifPresent(matches::add);
    }
    if (matches.isEmpty() && findings.isEmpty()) {
      matches.add(EVERYTHING);
    }
    return new RequestRule(matches, tree.list("backendRefs", BackendRef::of), findings);
  }
}
