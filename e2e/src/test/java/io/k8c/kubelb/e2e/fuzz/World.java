package io.k8c.kubelb.e2e.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.k8c.kubelb.api.EndpointAddress;
import io.k8c.kubelb.api.Route;
import io.k8c.kubelb.api.RouteFacts;
import io.k8c.kubelb.api.SyncSecret;
import io.k8c.kubelb.api.Tenant;
import io.k8c.kubelb.e2e.fast.FastTenant;
import io.k8c.kubelb.manager.plan.Programming;
import io.k8c.kubelb.manager.plan.TenantPolicy;
import io.k8c.kubelb.manager.route.GatewayView;
import io.k8c.kubelb.manager.route.Layer7;
import io.k8c.kubelb.manager.route.Outcome;
import io.k8c.kubelb.manager.route.ParsedSource;
import io.k8c.kubelb.manager.route.RouteMemory;
import io.k8c.kubelb.manager.route.WantedService;
import io.k8c.kubelb.manager.route.delegate.Delegation;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A tenant in the hub: its objects with facts, through the same pass as in the manager. */
final class World {
  private static final TenantPolicy POLICY =
      TenantPolicy.of("tenant-x", FastTenant.config().getSpec(), Tenant.Spec.NONE);
  private static final List<EndpointAddress> NODES = List.of(EndpointAddress.ofIp("127.0.0.1"));

  private final HubPorts ports;
  private final Material material;
  private final Dice dice;
  private final RandomFacts facts;
  private final RouteMemory memory = new RouteMemory();
  private final Map<String, Service> services = new HashMap<>();
  private final Map<String, Optional<SyncSecret>> secrets = new HashMap<>();

  /**
   * A tenant.
   *
   * @param steady node port of a Service of that name, of which only the truth is told
   */
  World(HubPorts ports, Material material, Dice dice, Optional<Integer> steady) {
    this.ports = ports;
    this.material = material;
    this.dice = dice;
    this.facts = new RandomFacts(dice, material, steady);
  }

  /** A Route as a CCM ships it. */
  Route route(JsonNode document) {
    return shipped(Documents.uid(document), document, facts.of(document));
  }

  static Route shipped(String name, JsonNode document, RouteFacts facts) {
    Route route = new Route();
    route.setMetadata(new ObjectMetaBuilder().withName(name).withNamespace("tenant-x").build());
    route.setSpec(
        new Route.Spec(
            List.of(), new Route.Source(new Route.KubernetesSource(document, List.of(), facts))));
    return route;
  }

  /** What holds once the hub has given every Gateway and the Ingresses their Services. */
  Layer7 layer7(List<ParsedSource> sources) {
    services.clear();
    Layer7 before = decide(sources);
    before
        .outcomes()
        .forEach((name, outcome) -> outcome.service().ifPresent(wanted -> serve(name, wanted)));
    before.shared().forEach(this::serve);
    return decide(sources);
  }

  private Layer7 decide(List<ParsedSource> sources) {
    return Delegation.of(view(sources), Elsewhere.HUB, Elsewhere.NOBODY_ELSE, memory);
  }

  /** What is said of the same where others serve it, with the Services of the last pass. */
  List<Outcome> elsewhere(List<ParsedSource> sources) {
    return Elsewhere.outcomes(view(sources));
  }

  private void serve(String owner, WantedService wanted) {
    services.put(owner, ports.service(owner, wanted));
  }

  private GatewayView view(List<ParsedSource> sources) {
    return new GatewayView(
        POLICY,
        sources,
        name -> Optional.ofNullable(services.get(name)),
        name -> secrets.computeIfAbsent(name, key -> material.secret(key, dice)),
        name -> name.equals("default") ? Optional.of(NODES) : Optional.empty(),
        name -> new Programming(true, true, List.of()),
        Duration.ofSeconds(5));
  }
}
