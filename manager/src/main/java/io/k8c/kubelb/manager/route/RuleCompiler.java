package io.k8c.kubelb.manager.route;

import io.k8c.kubelb.manager.route.spec.Filters;
import io.k8c.kubelb.manager.route.spec.Match;
import io.k8c.kubelb.manager.route.spec.RequestRule;
import io.k8c.kubelb.manager.route.spec.RouteKind;
import io.k8c.kubelb.xds.model.RouteRule;
import io.k8c.kubelb.xds.model.RouteRule.Action;
import io.k8c.kubelb.xds.model.RouteRule.Mirror;
import io.k8c.kubelb.xds.model.WeightedUpstream;
import java.util.ArrayList;
import java.util.List;

/** Makes the rules of a proxy out of one rule of a route: one for each match. */
record RuleCompiler(
    ParsedSource route,
    RouteKind kind,
    RequestRule rule,
    int place,
    List<WeightedUpstream> targets,
    List<Mirror> mirrors) {
  private static final int FAILED = 500;
  private static final int UNAVAILABLE = 503;

  List<RankedRule> rules() {
    Action action = action();
    List<RankedRule> rules = new ArrayList<>();
    for (Match match : rule.matches()) {
      Filters filters = rule.filters();
      RouteRule compiled =
          new RouteRule(
              name(rules.size()),
              match.requests(),
              filters.requestHeaders(),
              filters.responseHeaders(),
              filters.cors(),
              action);
      rules.add(new RankedRule(match.rank(), route, place, rules.size(), compiled));
    }
    return rules;
  }

  private String name(int match) {
    return route.self().namespace()
        + "/"
        + route.self().name()
        + "/"
        + rule.name().orElseGet(() -> String.valueOf(place))
        + "/"
        + match;
  }

  /** A filter that cannot be applied must not be skipped: the request fails instead. */
  private Action action() {
    if (!rule.findings().isEmpty()) {
      return new Action.Respond(kind == RouteKind.GRPC ? UNAVAILABLE : FAILED);
    }
    Filters filters = rule.filters();
    return filters
        .redirect()
        .<Action>map(redirect -> redirect)
        .orElseGet(
            () ->
                new Action.Forward(
                    targets,
                    filters.path(),
                    filters.host(),
                    mirrors,
                    rule.timeouts(),
                    rule.retry()));
  }
}
