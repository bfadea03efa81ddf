package io.k8c.kubelb.e2e.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.k8c.kubelb.api.GatewaySettings;
import io.k8c.kubelb.api.IngressSettings;
import io.k8c.kubelb.api.ObjectReference;
import io.k8c.kubelb.api.RouteFacts;
import io.k8c.kubelb.api.Tenant;
import io.k8c.kubelb.e2e.fast.FastTenant;
import io.k8c.kubelb.manager.plan.TenantPolicy;
import io.k8c.kubelb.manager.route.GatewayView;
import io.k8c.kubelb.manager.route.HostnameOwners;
import io.k8c.kubelb.manager.route.Outcome;
import io.k8c.kubelb.manager.route.ParsedSource;
import io.k8c.kubelb.manager.route.SharedGateways;
import io.k8c.kubelb.manager.route.SharedView;
import io.k8c.kubelb.manager.route.delegate.Delegation;
import io.k8c.kubelb.manager.route.delegate.HubKind;
import io.k8c.kubelb.manager.route.delegate.HubObjects;
import io.k8c.kubelb.manager.route.delegate.Sharing;
import io.k8c.kubelb.manager.route.spec.GatewaySpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What becomes of the same objects where not the tenant's own proxies serve them. */
final class Elsewhere {
  /** A hub whose Gateways are all another controller's, which has said nothing yet. */
  static final HubObjects HUB = new Foreign();

  private static final TenantPolicy DELEGATED =
      policy(
          new IngressSettings("nginx", null, null),
          new GatewaySettings("eg", gateway("hub", "public"), null),
          List.of());

  /** Of a tenant whose routes without a parent go to the first Gateway. */
  private static final TenantPolicy SHARING =
      policy(
          null,
          new GatewaySettings(null, gateway("default", "gw0"), null),
          List.of("*.example.com", "*.example.net"));

  /** Nobody else has asked for a hostname. */
  static final Sharing NOBODY_ELSE =
      new Sharing(Map.of(), new HostnameOwners(List.of(), holder -> true));

  private Elsewhere() {}

  private static TenantPolicy policy(
      @Nullable IngressSettings ingress, GatewaySettings gateway, List<String> domains) {
    Tenant.Spec tenant =
        new Tenant.Spec(
            Map.of(), null, List.of(), Map.of(), null, null, ingress, gateway, null, null, null,
            domains);
    return TenantPolicy.of("tenant-x", FastTenant.config().getSpec(), tenant);
  }

  private static ObjectReference gateway(String namespace, String name) {
    return new ObjectReference(null, null, namespace, name, null, null, null);
  }

  /** All that is said of them, by controllers' classes and on Gateways that tenants share. */
  static List<Outcome> outcomes(GatewayView view) {
    List<Outcome> outcomes = new ArrayList<>();
    outcomes.addAll(Delegation.of(with(DELEGATED, view), HUB, NOBODY_ELSE).outcomes().values());
    SharedGateways shared = SharedGateways.of(shared(view));
    outcomes.addAll(shared.gateways().values());
    shared.routes().values().forEach(routes -> outcomes.addAll(routes.values()));
    return outcomes;
  }

  private static GatewayView with(TenantPolicy policy, GatewayView view) {
    return new GatewayView(
        policy,
        view.sources(),
        view.services(),
        view.secrets(),
        view.addresses(),
        view.programming(),
        view.checkInterval());
  }

  /** The Gateways are the hub's; one tenant names them as parents, one names none. */
  private static SharedView shared(GatewayView view) {
    List<ParsedSource> gateways =
        view.sources().stream().filter(source -> source.spec() instanceof GatewaySpec).toList();
    List<ParsedSource> open = new ArrayList<>();
    List<ParsedSource> orphans = new ArrayList<>();
    for (ParsedSource source : view.sources()) {
      JsonNode document = source.resource().node();
      open.add(alone(source, document));
      ObjectNode orphan = document.deepCopy();
      if (orphan.path("spec") instanceof ObjectNode spec) {
        spec.remove("parentRefs");
      }
      orphans.add(alone(source, orphan));
    }
    return new SharedView(
        view.policy(),
        gateways,
        Map.of(
            "tenant-x",
            tenant(view.policy(), view, open),
            "tenant-y",
            tenant(SHARING, view, orphans)),
        view.services(),
        view.secrets(),
        view.programming(),
        view.checkInterval(),
        NOBODY_ELSE.owners());
  }

  /** In a tenant cluster without its parents. */
  private static ParsedSource alone(ParsedSource source, JsonNode document) {
    return ParsedSource.of(
        World.shipped(
            source.name(),
            document,
            new RouteFacts(
                source.namespaceLabels(), List.of(), List.copyOf(source.references().values()))));
  }

  private static SharedView.Tenant tenant(
      TenantPolicy policy, GatewayView view, List<ParsedSource> routes) {
    return new SharedView.Tenant(
        policy, Map.of("team", "a"), view.addresses(), routes, _ -> "2026-01-01T00:00:00Z");
  }

  private static final class Foreign implements HubObjects {
    @Override
    public Optional<String> version(HubKind kind) {
      return Optional.of("v1");
    }

    @Override
    public Optional<GenericKubernetesResource> get(HubKind kind, String namespace, String name) {
      if (kind != HubKind.GATEWAY) {
        return Optional.empty();
      }
      GenericKubernetesResource gateway = new GenericKubernetesResource();
      gateway.setMetadata(new ObjectMetaBuilder().withNamespace(namespace).withName(name).build());
      gateway.setAdditionalProperty("spec", Map.of("gatewayClassName", "eg"));
      return Optional.of(gateway);
    }
  }
}
