package io.k8c.kubelb.manager.reconcile;

import io.fabric8.kubernetes.api.model.LoadBalancerIngress;
import io.fabric8.kubernetes.api.model.Service;
import io.k8c.kubelb.api.Reason;
import io.k8c.kubelb.api.Tenant;
import io.k8c.kubelb.kit.Note;
import io.k8c.kubelb.manager.feed.HubCaches;
import io.k8c.kubelb.manager.feed.RouteFeed;
import io.k8c.kubelb.manager.plan.HubService;
import io.k8c.kubelb.manager.plan.TenantPolicy;
import io.k8c.kubelb.manager.route.GatewayService;
import io.k8c.kubelb.manager.route.Ingresses;
import io.k8c.kubelb.manager.route.WantedService;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The hub Service that all Ingresses of a tenant share: it comes with the first and goes with the
 * last. One that somebody deleted comes back and asks for the address that it had.
 */
public final class SharedIngress {
  private final HubCaches caches;
  private final RouteFeed feed;
  private final HubServices services;
  private final Writing writing;
  private final Map<String, String> addresses = new ConcurrentHashMap<>();

  public SharedIngress(HubCaches caches, RouteFeed feed, HubServices services, Writing writing) {
    this.caches = caches;
    this.feed = feed;
    this.services = services;
    this.writing = writing;
  }

  /** Does what the Ingresses need, once they were looked at. */
  void apply(Tenant tenant, TenantPolicy policy) {
    String namespace = policy.namespace();
    Optional<Map<String, WantedService>> shared = feed.shared(namespace);
    if (shared.isEmpty()) {
      return;
    }
    WantedService wanted = shared.get().get(Ingresses.SHARED);
    if (wanted == null) {
      forget(namespace);
      return;
    }
    remember(namespace);
    boolean provided =
        services.provide(
            namespace,
            Ingresses.SHARED,
            (actual, taken) ->
                GatewayService.shared(tenant, policy, asking(namespace, wanted), actual, taken));
    if (!provided) {
      writing
          .events()
          .tell(
              tenant,
              Note.warning(
                  Reason.PORTS_EXHAUSTED.word(),
                  "all listener ports of the tenant's proxy are taken; remove listeners"));
    }
  }

  /** The Tenant goes, or its Ingresses have gone. */
  void forget(String namespace) {
    addresses.remove(namespace);
    services.remove(namespace, Ingresses.SHARED);
  }

  private void remember(String namespace) {
    caches
        .services()
        .get(namespace, HubService.name(Ingresses.SHARED))
        .map(Service::getStatus)
        .map(status -> status.getLoadBalancer())
        .flatMap(
            balancer ->
                balancer.getIngress().stream()
                    .map(LoadBalancerIngress::getIp)
                    .filter(Objects::nonNull)
                    .findFirst())
        .ifPresent(address -> addresses.put(namespace, address));
  }

  private WantedService asking(String namespace, WantedService wanted) {
    return new WantedService(
        wanted.ports(),
        wanted.requestedAddress(),
        Optional.ofNullable(addresses.get(namespace)).or(wanted::previousAddress),
        wanted.labels(),
        wanted.annotations());
  }
}
