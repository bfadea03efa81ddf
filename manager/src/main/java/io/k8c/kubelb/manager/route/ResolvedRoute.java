package io.k8c.kubelb.manager.route;

import io.k8c.kubelb.manager.route.spec.BackendRef;
import io.k8c.kubelb.manager.route.spec.Finding;
import io.k8c.kubelb.manager.route.spec.RequestRoute;
import io.k8c.kubelb.manager.route.spec.RequestRule;
import io.k8c.kubelb.xds.model.HeaderEdits;
import io.k8c.kubelb.xds.model.RouteRule;
import io.k8c.kubelb.xds.model.RouteRule.Action;
import io.k8c.kubelb.xds.model.Timeouts;
import io.k8c.kubelb.xds.model.Upstream;
import io.k8c.kubelb.xds.model.WeightedUpstream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a route that looks at requests leads to, wherever it is attached. */
record ResolvedRoute(List<RankedRule> rules, List<Upstream> upstreams, List<Finding> findings) {
  ResolvedRoute {
    rules = List.copyOf(rules);
    upstreams = List.copyOf(upstreams);
    findings = List.copyOf(findings);
  }

  static ResolvedRoute of(ParsedSource route, RequestRoute spec, Backends backends) {
    List<RankedRule> rules = new ArrayList<>();
    List<Upstream> upstreams = new ArrayList<>();
    List<Finding> findings = new ArrayList<>();
    for (int i = 0; i < spec.rules().size(); i++) {
      RequestRule rule = spec.rules().get(i);
      List<WeightedUpstream> targets = new ArrayList<>();
      for (BackendRef backend : rule.backends()) {
        Backends.Target target = backends.target(route, backend);
        target.upstream().ifPresent(upstreams::add);
        target.problem().ifPresent(findings::add);
        targets.add(WeightedUpstream.of(target.name(), backend.weight()));
      }
      for (int j = 0; j < rule.matches().size(); j++) {
        rules.add(new RankedRule(route, i, j, compile(route, i, j, rule, targets)));
      }
    }
    return new ResolvedRoute(rules, upstreams, findings);
  }

  private static RouteRule compile(
      ParsedSource route, int i, int j, RequestRule rule, List<WeightedUpstream> targets) {
    return new RouteRule(
        route.self().namespace() + "/" + route.self().name() + "/" + i + "/" + j,
        rule.matches().get(j),
        HeaderEdits.NONE,
        HeaderEdits.NONE,
        Optional.empty(),
        new Action.Forward(
            targets,
            Optional.empty(),
            Optional.empty(),
            List.of(),
            Timeouts.NONE,
            Optional.empty()));
  }
}
