package io.k8c.kubelb.manager.route;

import io.k8c.kubelb.manager.route.spec.BackendRef;
import io.k8c.kubelb.manager.route.spec.Finding;
import io.k8c.kubelb.manager.route.spec.MirrorRef;
import io.k8c.kubelb.manager.route.spec.RequestRoute;
import io.k8c.kubelb.manager.route.spec.RequestRule;
import io.k8c.kubelb.manager.route.spec.RouteKind;
import io.k8c.kubelb.manager.route.spec.Spec;
import io.k8c.kubelb.manager.route.spec.StreamRoute;
import io.k8c.kubelb.xds.model.Guards;
import io.k8c.kubelb.xds.model.RouteRule.Mirror;
import io.k8c.kubelb.xds.model.StatefulSession.Backend;
import io.k8c.kubelb.xds.model.Upstream;
import io.k8c.kubelb.xds.model.WeightedUpstream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What a route leads to, wherever it is attached.
 *
 * @param rules of a route that looks at requests
 * @param targets of a route that does not
 * @param upstreams all that both name, by name
 * @param findings what is wrong with backends
 */
record ResolvedRoute(
    List<RankedRule> rules,
    List<WeightedUpstream> targets,
    Map<String, Upstream> upstreams,
    List<Finding> findings) {

  static ResolvedRoute of(
      ParsedSource route, Spec.Route spec, Backends backends, Optional<String> certificate) {
    return switch (spec) {
      case RequestRoute requests ->
          new Walk(route, requests.kind(), backends, certificate).requests(requests);
      case StreamRoute stream ->
          new Walk(route, stream.kind(), backends, certificate).stream(stream);
    };
  }

  private static final class Walk {
    private final ParsedSource route;
    private final RouteKind kind;
    private final Backends backends;
    private final Optional<String> certificate;
    private final Map<String, Upstream> upstreams = new LinkedHashMap<>();
    private final List<Finding> findings = new ArrayList<>();

    Walk(ParsedSource route, RouteKind kind, Backends backends, Optional<String> certificate) {
      this.route = route;
      this.kind = kind;
      this.backends = backends;
      this.certificate = certificate;
    }

    ResolvedRoute requests(RequestRoute spec) {
      List<RankedRule> rules = new ArrayList<>();
      for (int i = 0; i < spec.rules().size(); i++) {
        RequestRule rule = spec.rules().get(i);
        List<WeightedUpstream> targets = targets(rule.backends());
        RuleCompiler compiler =
            new RuleCompiler(
                route, kind, rule, i, targets, backends(targets), mirrors(rule), guards(rule));
        rules.addAll(compiler.rules());
      }
      return new ResolvedRoute(rules, List.of(), upstreams, findings);
    }

    ResolvedRoute stream(StreamRoute spec) {
      return new ResolvedRoute(List.of(), targets(spec.backends()), upstreams, findings);
    }

    private List<WeightedUpstream> targets(List<BackendRef> references) {
      List<WeightedUpstream> targets = new ArrayList<>();
      for (BackendRef reference : references) {
        targets.add(
            new WeightedUpstream(
                lookUp(reference).orElseGet(this::missing),
                reference.weight(),
                reference.requestHeaders(),
                reference.responseHeaders()));
      }
      boolean nothing = targets.stream().allMatch(target -> target.weight() == 0);
      return nothing && kind == RouteKind.GRPC
          ? List.of(WeightedUpstream.of(missing(), 1))
          : targets;
    }

    /** Each has a node port of its own; nothing tells those apart that nobody serves. */
    private List<Backend> backends(List<WeightedUpstream> targets) {
      List<String> names = targets.stream().map(WeightedUpstream::upstream).distinct().toList();
      return names.size() < 2
          ? List.of()
          : names.stream()
              .map(upstreams::get)
              .filter(Objects::nonNull)
              .flatMap(
                  upstream ->
                      upstream.endpoints().stream()
                          .limit(1)
                          .map(endpoint -> new Backend(upstream.name(), endpoint.port())))
              .toList();
    }

    /** A mirror that leads nowhere is left out, and named in the status. */
    private List<Mirror> mirrors(RequestRule rule) {
      List<Mirror> mirrors = new ArrayList<>();
      for (MirrorRef mirror : rule.filters().mirrors()) {
        lookUp(mirror.backend())
            .ifPresent(
                name -> mirrors.add(new Mirror(name, mirror.numerator(), mirror.denominator())));
      }
      return mirrors;
    }

    private Optional<Guards> guards(RequestRule rule) {
      return rule.filters()
          .authorization()
          .map(
              asked ->
                  lookUp(asked.backend(), asked.kind())
                      .map(upstream -> Guards.asking(asked.at(upstream))))
          .orElse(Optional.of(Guards.NONE));
    }

    private Optional<String> lookUp(BackendRef reference) {
      return lookUp(reference, kind);
    }

    private Optional<String> lookUp(BackendRef reference, RouteKind spoken) {
      Backends.Target target = backends.target(route, spoken, reference, certificate);
      target.problem().ifPresent(findings::add);
      target.upstream().ifPresent(upstream -> upstreams.put(upstream.name(), upstream));
      return target.upstream().map(Upstream::name);
    }

    private String missing() {
      if (kind != RouteKind.GRPC) {
        return Backends.NONE;
      }
      upstreams.put(Backends.UNAVAILABLE.name(), Backends.UNAVAILABLE);
      return Backends.UNAVAILABLE.name();
    }
  }
}
