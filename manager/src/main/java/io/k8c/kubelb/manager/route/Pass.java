package io.k8c.kubelb.manager.route;

import io.fabric8.kubernetes.api.model.Service;
import io.k8c.kubelb.kit.Verdict;
import io.k8c.kubelb.manager.plan.NodeEndpoints;
import io.k8c.kubelb.manager.route.spec.RequestRoute;
import io.k8c.kubelb.xds.model.ProxyConfig;
import io.k8c.kubelb.xds.model.Upstream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToIntFunction;

/** One walk over all that is known: Gateways first, then routes, then what both lead to. */
final class Pass {
  private final GatewayView view;
  private final Assemblies assemblies;
  private final Backends backends;
  private final Map<String, ResolvedRoute> routes = new HashMap<>();
  private final Map<String, List<Attachment>> attachments = new HashMap<>();
  private final Map<String, Outcome> outcomes = new LinkedHashMap<>();
  private final Map<String, ProxyConfig> configs = new LinkedHashMap<>();

  Pass(GatewayView view) {
    this.view = view;
    this.assemblies = new Assemblies(view.sources());
    this.backends =
        new Backends(
            NodeEndpoints.of(view.policy().endpoints(), view.addresses()), view.checkInterval());
  }

  Layer7 run() {
    for (ParsedSource source : view.sources()) {
      if (source.spec() instanceof RequestRoute spec) {
        attach(source, spec);
      }
    }
    assemblies.all().forEach(this::serve);
    for (ParsedSource source : view.sources()) {
      outcomes.computeIfAbsent(source.name(), name -> Outcome.NOTHING);
    }
    return new Layer7(outcomes, configs);
  }

  private void attach(ParsedSource source, RequestRoute spec) {
    ResolvedRoute route = ResolvedRoute.of(source, spec, backends);
    List<Attachment> own = Attaching.of(source, spec, assemblies);
    for (Attachment attachment : own) {
      attachments
          .computeIfAbsent(attachment.assembly().gateway().name(), key -> new ArrayList<>())
          .add(attachment);
    }
    if (own.stream().anyMatch(attachment -> !attachment.bounds().isEmpty())) {
      routes.put(source.name(), route);
      route.upstreams().forEach(this::publish);
    }
    outcomes.put(source.name(), RouteOutcome.of(source, own, route.findings()));
  }

  private void publish(Upstream upstream) {
    configs.computeIfAbsent(
        upstream.name(),
        name -> new ProxyConfig("", List.of(), List.of(upstream), List.of(), List.of()));
  }

  private void serve(Assembly assembly) {
    String name = assembly.gateway().name();
    Optional<Service> service = view.services().apply(name);
    List<Attachment> own = attachments.getOrDefault(name, List.of());
    ToIntFunction<Section> attached = counting(own);
    GatewayOutcome gateway = new GatewayOutcome(assembly, service, view.programming().apply(name));
    outcomes.put(name, gateway.of(attached));
    Verdict programmed = gateway.programmed();
    for (ParsedSource set : assembly.refused()) {
      outcomes.put(set.name(), ListenerSetOutcome.refused(set));
    }
    for (ParsedSource set : assembly.sets()) {
      outcomes.put(set.name(), ListenerSetOutcome.of(set, assembly, attached, programmed));
    }
    new GatewayConfig(assembly, own, routes)
        .of(service)
        .ifPresent(config -> configs.put("gateway/" + name, config));
  }

  private static ToIntFunction<Section> counting(List<Attachment> attachments) {
    Map<Section, Set<String>> attached = new HashMap<>();
    for (Attachment attachment : attachments) {
      for (Attachment.Bound bound : attachment.bounds()) {
        attached
            .computeIfAbsent(bound.section(), key -> new java.util.HashSet<>())
            .add(attachment.route().name());
      }
    }
    return section -> attached.getOrDefault(section, Set.of()).size();
  }
}
