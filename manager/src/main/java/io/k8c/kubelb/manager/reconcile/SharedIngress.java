package io.k8c.kubelb.manager.reconcile;

import io.k8c.kubelb.api.Reason;
import io.k8c.kubelb.api.Tenant;
import io.k8c.kubelb.kit.Note;
import io.k8c.kubelb.manager.feed.RouteFeed;
import io.k8c.kubelb.manager.plan.TenantPolicy;
import io.k8c.kubelb.manager.route.GatewayService;
import io.k8c.kubelb.manager.route.Ingresses;
import io.k8c.kubelb.manager.route.WantedService;
import io.k8c.kubelb.manager.route.spec.Finding;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * The hub Service that all Ingresses of a tenant share: it comes with the first and goes with the
 * last.
 */
public final class SharedIngress {
  private final RouteFeed feed;
  private final HubServices services;
  private final Writing writing;
  private final Map<String, Finding> obstacles = new ConcurrentHashMap<>();
  private volatile Consumer<String> changed = namespace -> {};

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
      remember(namespace, Optional.empty());
    } else {
      remember(namespace, provide(tenant, policy, needed));
    }
  }

  private Optional<Finding> provide(Tenant tenant, TenantPolicy policy, WantedService needed) {
    Provided provided =
        services.provide(
            policy.namespace(),
            Ingresses.SHARED,
            needed,
            (wanted, actual, taken) ->
                GatewayService.shared(tenant, policy, wanted, actual, taken));
    return switch (provided) {
      case Provided.Done _ -> Optional.empty();
      case Provided.Recreated(String message) -> {
        writing.events().tell(tenant, Note.normal(Reason.SERVICE_RECREATED.word(), message));
        yield Optional.empty();
      }
      case Provided.Refused(var finding) -> {
        writing.events().tell(tenant, Note.warning(finding.reason(), finding.message()));
        yield Optional.of(finding);
      }
    };
  }

  private void remember(String namespace, Optional<Finding> obstacle) {
    Finding before =
        obstacle.isPresent()
            ? obstacles.put(namespace, obstacle.get())
            : obstacles.remove(namespace);
    if (!Optional.ofNullable(before).equals(obstacle)) {
      changed.accept(namespace);
    }
  }

  /** What keeps the Service of a tenant from being as it is needed. */
  Optional<Finding> obstacle(String namespace) {
    return Optional.ofNullable(obstacles.get(namespace));
  }

  /** Whom to tell the namespace where something else keeps the Service from being there. */
  public void onObstacle(Consumer<String> listener) {
    changed = listener;
  }
}
