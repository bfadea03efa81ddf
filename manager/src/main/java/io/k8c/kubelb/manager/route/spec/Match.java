package io.k8c.kubelb.manager.route.spec;

import io.k8c.kubelb.xds.model.RouteMatch;
import java.util.List;
import java.util.Optional;

/** Which requests a rule is for, and its precedence by path. */
public record Match(RouteMatch requests, Rank rank) {
  /** Every request, after all others. */
  static final Match EVERYTHING =
      new Match(
          new RouteMatch(new RouteMatch.Path.Prefix("/"), Optional.empty(), List.of(), List.of()),
          new Rank(2, 1, 0));
}
