package io.k8c.kubelb.manager.route;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.k8c.kubelb.api.ConditionType;
import io.k8c.kubelb.kit.Verdict;
import io.k8c.kubelb.manager.plan.EndpointPolicy;
import io.k8c.kubelb.manager.plan.Layer7Policy;
import io.k8c.kubelb.manager.plan.NodeEndpoints;
import io.k8c.kubelb.manager.route.spec.Finding;
import io.k8c.kubelb.manager.route.spec.ObjectName;
import io.k8c.kubelb.manager.route.spec.ParentRef;
import io.k8c.kubelb.manager.route.spec.Spec;
import io.k8c.kubelb.manager.route.spec.Tree;
import io.k8c.kubelb.xds.model.ProxyConfig;
import io.k8c.kubelb.xds.model.Upstream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What Gateways of the hub that we serve lead to: one pass over the routes of all tenants, each
 * with the references, endpoints and policy of its tenant.
 *
 * @param gateways what becomes of each Gateway, by its UID
 * @param routes what is said of a tenant's route for the parents that are such Gateways, by tenant
 *     namespace and the name of the Route
 * @param configs what the proxies of these Gateways shall do, by xDS source
 * @param wanted hostnames that are asked for and not refused, in the order in which they are
 *     claimed
 */
public record SharedGateways(
    Map<String, Outcome> gateways,
    Map<String, Map<String, Outcome>> routes,
    Map<String, ProxyConfig> configs,
    Set<HostnameHolder> wanted) {
  public SharedGateways {
    gateways = Map.copyOf(gateways);
    routes = Map.copyOf(routes);
    configs = Map.copyOf(configs);
    wanted = Collections.unmodifiableSet(new LinkedHashSet<>(wanted));
  }

  /** Decides. */
  public static SharedGateways of(SharedView view) {
    return of(view, new RouteMemory());
  }

  /**
   * Decides.
   *
   * @param memory of the pass before; it changes how long this takes, not what it leads to
   */
  static SharedGateways of(SharedView view, RouteMemory memory) {
    return new Walk(view).run(memory);
  }

  /** What is said of a route for its own parents, and for those of the hub, in one. */
  public static Outcome beside(Outcome own, Outcome shared) {
    ObjectNode status = StatusTree.object();
    ArrayNode parents = status.putArray("parents");
    own.status().path("parents").forEach(parents::add);
    shared.status().path("parents").forEach(parents::add);
    List<Verdict> verdicts = new ArrayList<>(own.verdicts());
    if (own.status().path("parents").isEmpty() && own.delegates().isEmpty()) {
      verdicts.clear();
    }
    verdicts.addAll(shared.verdicts());
    verdicts.removeIf(verdict -> verdict.type().equals(ConditionType.READY));
    return new Outcome(
        status,
        Summary.of(verdicts),
        Stream.concat(own.notes().stream(), shared.notes().stream()).distinct().toList(),
        own.service(),
        own.address(),
        own.hostname().or(shared::hostname),
        own.delegates());
  }

  private static final class Walk {
    private final SharedView view;
    private final Map<String, String> byName = new HashMap<>();
    private final Map<String, Backends> backends = new HashMap<>();
    private final Map<String, Origin> origins = new LinkedHashMap<>();

    private record Origin(String tenant, String route) {}

    Walk(SharedView view) {
      this.view = view;
      view.gateways().forEach(gateway -> byName.put(key(gateway.self()), gateway.name()));
    }

    private static String key(ObjectName name) {
      return name.namespace() + "/" + name.name();
    }

    SharedGateways run(RouteMemory memory) {
      Set<Backends.Inputs> inputs = new HashSet<>();
      List<ParsedSource> sources = new ArrayList<>(view.gateways());
      view.tenants()
          .forEach(
              (namespace, tenant) -> {
                Policies policies = new Policies(tenant.routes());
                Backends.Inputs own =
                    new Backends.Inputs(
                        namespace,
                        NodeEndpoints.of(tenant.policy().endpoints(), tenant.addresses()),
                        view.checkInterval(),
                        tenant.policy().http().responseKilobytes(),
                        policies.all());
                inputs.add(own);
                backends.put(namespace, new Backends(own, policies));
                tenant.routes().forEach(route -> add(namespace, tenant, route, sources));
              });
      Claiming claiming = new Claiming(view.owners());
      Layer7 layer7 =
          new Pass(
                  gatewayView(sources),
                  memory,
                  inputs,
                  source -> backends.getOrDefault(source.place().tenant(), nobody()),
                  attachments -> KindConflicts.settle(claiming.settle(refused(attachments))))
              .run();
      Map<String, Outcome> gateways = new HashMap<>();
      view.gateways()
          .forEach(gateway -> gateways.put(gateway.name(), layer7.outcomes().get(gateway.name())));
      Map<String, Map<String, Outcome>> routes = new HashMap<>();
      origins.forEach(
          (name, origin) ->
              routes
                  .computeIfAbsent(origin.tenant(), tenant -> new HashMap<>())
                  .put(origin.route(), layer7.outcomes().get(name)));
      return new SharedGateways(gateways, routes, layer7.configs(), claiming.wanted());
    }

    private static final EndpointPolicy NOWHERE =
        new EndpointPolicy(true, List.of(), List.of(), false);

    private Backends nobody() {
      return new Backends(
          "",
          new NodeEndpoints(List.of(), List.of(), NOWHERE),
          view.checkInterval(),
          Upstream.RESPONSE_HEADER_KILOBYTES,
          new Policies(List.of()));
    }

    /** The policy of one tenant is nothing to the others: for all of them it is the hub's. */
    private GatewayView gatewayView(List<ParsedSource> sources) {
      return new GatewayView(
          view.policy(),
          sources,
          view.services(),
          view.secrets(),
          name -> Optional.empty(),
          view.programming(),
          view.checkInterval());
    }

    private void add(
        String namespace,
        SharedView.Tenant tenant,
        ParsedSource shipped,
        List<ParsedSource> sources) {
      ParsedSource route = withParent(tenant.policy().layer7(), shipped);
      if (!(route.spec() instanceof Spec.Route spec)) {
        return;
      }
      List<Optional<String>> parents = new ArrayList<>();
      for (int i = 0; i < spec.parents().size(); i++) {
        parents.add(route.isOpen(i) ? gateway(route, spec.parents().get(i)) : Optional.empty());
      }
      if (parents.stream().anyMatch(Optional::isPresent)) {
        ParsedSource seen =
            route.inHub(
                new Place(namespace, namespace, tenant.labels()),
                tenant.since().apply(route.name()),
                parents);
        sources.add(seen);
        origins.put(seen.name(), new Origin(namespace, route.name()));
      }
    }

    /** A route that names no parent has the default one of its tenant, if that is ours. */
    private ParsedSource withParent(Layer7Policy policy, ParsedSource route) {
      return route.spec() instanceof Spec.Route spec && spec.parents().isEmpty()
          ? policy
              .defaultGateway()
              .filter(gateway -> byName.containsKey(gateway.toString()))
              .map(gateway -> route.below(gateway.namespace(), gateway.name()))
              .orElse(route)
          : route;
    }

    private Optional<String> gateway(ParsedSource route, ParentRef parent) {
      Tree written = Tree.of(parent.raw());
      return written.text("group", ObjectName.GATEWAY_API).equals(ObjectName.GATEWAY_API)
              && written.text("kind", "Gateway").equals("Gateway")
          ? Optional.ofNullable(
              byName.get(
                  written.text("namespace", route.self().namespace())
                      + "/"
                      + written.text("name", "")))
          : Optional.empty();
    }

    private List<Attachment> refused(List<Attachment> attachments) {
      return attachments.stream()
          .map(attachment -> refusal(attachment).map(attachment::refusedBy).orElse(attachment))
          .toList();
    }

    /** On a Gateway in its own namespace a tenant may have every request. */
    private Optional<Finding> refusal(Attachment attachment) {
      ParsedSource route = attachment.route();
      String gateway = attachment.assembly().gateway().self().namespace();
      return Optional.ofNullable(view.tenants().get(route.place().tenant()))
          .flatMap(
              tenant ->
                  SharedHostnames.refusal(
                      route,
                      !gateway.equals(route.place().namespace()),
                      tenant.policy().layer7().allowedHostnames()));
    }
  }
}
