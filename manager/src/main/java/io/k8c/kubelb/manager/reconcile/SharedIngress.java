package io.k8c.kubelb.manager.reconcile;

import io.k8c.kubelb.api.Reason;
import io.k8c.kubelb.api.Tenant;
import io.k8c.kubelb.kit.Note;
import io.k8c.kubelb.manager.feed.RouteFeed;
import io.k8c.kubelb.manager.plan.TenantPolicy;
import io.k8c.kubelb.manager.route.GatewayService;
import io.k8c.kubelb.manager.route.Ingresses;
import io.k8c.kubelb.manager.route.WantedService;
import java.util.Map;
import java.util.Optional;

/**
 * The hub Service that all Ingresses of a tenant share: it comes with the first and goes with the
 * last.
 */
public final class SharedIngress {
  private final RouteFeed feed;
  private final HubServices services;
  private final Writing writing;

  public SharedIngress(RouteFeed feed, HubServices services, Writing writing) {
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
    WantedService needed = shared.get().get(Ingresses.SHARED);
    if (needed == null) {
      services.remove(namespace, Ingresses.SHARED);
      return;
    }
    Provided provided =
        services.provide(
            namespace,
            Ingresses.SHARED,
            needed,
            (wanted, actual, taken) ->
                GatewayService.shared(tenant, policy, wanted, actual, taken));
    switch (provided) {
      case Provided.Done _ -> {}
      case Provided.Recreated(String message) ->
          writing.events().tell(tenant, Note.normal(Reason.SERVICE_RECREATED.word(), message));
      case Provided.Refused(var finding) ->
          writing.events().tell(tenant, Note.warning(finding.reason(), finding.message()));
    }
  }
}
