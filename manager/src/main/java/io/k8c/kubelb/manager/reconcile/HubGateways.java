package io.k8c.kubelb.manager.reconcile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.k8c.kubelb.api.SupportedFeatures;
import io.k8c.kubelb.kit.GatewayClassStatus;
import io.k8c.kubelb.kit.process.Leadership;
import io.k8c.kubelb.kit.process.Telemetry;
import io.k8c.kubelb.kit.process.WorkQueue;
import io.k8c.kubelb.manager.feed.HubCaches;
import io.k8c.kubelb.manager.feed.HubKinds;
import io.k8c.kubelb.manager.feed.Intended;
import io.k8c.kubelb.manager.feed.RouteFeed;
import io.k8c.kubelb.manager.feed.SharedRoutes;
import io.k8c.kubelb.manager.feed.Tenancy;
import io.k8c.kubelb.manager.plan.HubService;
import io.k8c.kubelb.manager.plan.ProxyHome;
import io.k8c.kubelb.manager.plan.TenantPolicy;
import io.k8c.kubelb.manager.route.GatewayService;
import io.k8c.kubelb.manager.route.HostnameHolder;
import io.k8c.kubelb.manager.route.HubListenerSet;
import io.k8c.kubelb.manager.route.SharedGateways;
import io.k8c.kubelb.manager.route.StatusTimes;
import io.k8c.kubelb.manager.route.WantedService;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The leader's part in the hub's own Gateways: their proxy, their Services, the claims of
 * hostnames, and what is said of them. All of it is one piece of work, for any number of changes.
 */
public final class HubGateways implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(HubGateways.class);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ALL = "gateways";
  private static final Duration LOOK_AGAIN = Duration.ofHours(1);

  private final HubCaches caches;
  private final HubKinds kinds;
  private final Intended intended;
  private final Tenancy tenancy;
  private final RouteFeed routes;
  private final SharedRoutes shared;
  private final PortLedger ports;
  private final TenantProxy proxy;
  private final HostnameClaims claims;
  private final Writing writing;
  private final WorkQueue<String> queue;
  private final Leadership leadership;

  public HubGateways(
      HubCaches caches,
      HubKinds kinds,
      Intended intended,
      Tenancy tenancy,
      RouteFeed routes,
      SharedRoutes shared,
      PortLedger ports,
      TenantProxy proxy,
      Writing writing,
      Leadership leadership,
      Telemetry telemetry) {
    this.caches = caches;
    this.kinds = kinds;
    this.intended = intended;
    this.tenancy = tenancy;
    this.routes = routes;
    this.shared = shared;
    this.ports = ports;
    this.proxy = proxy;
    this.claims =
        new HostnameClaims(caches.claims(), tenancy::isAllowed, writing.applier(), writing.clock());
    this.writing = writing;
    this.queue =
        new WorkQueue<>(
            "manager",
            telemetry,
            key -> new WorkQueue.Item("gateway", tenancy.managerNamespace(), key),
            key -> work());
    caches.services().onChange((before, after) -> service(after != null ? after : before));
    caches.claims().onChange((_, _) -> queue.add(ALL));
    // Whom the hub allows a hostname goes before who has it.
    caches.tenants().onChange((_, _) -> queue.add(ALL));
    kinds.onTold(() -> queue.add(ALL));
    caches.configs().onChange((_, _) -> queue.add(ALL));
    caches.deployments().onChange((before, after) -> proxy(after != null ? after : before));
    caches.daemonSets().onChange((before, after) -> proxy(after != null ? after : before));
    this.leadership = leadership;
  }

  private void service(@Nullable Service service) {
    if (service != null && HubService.gateway(service).isPresent()) {
      queue.add(ALL);
    }
  }

  private void proxy(@Nullable HasMetadata workload) {
    if (workload != null
        && tenancy.managerNamespace().equals(workload.getMetadata().getNamespace())) {
      queue.add(ALL);
    }
  }

  /** Begins to work once this process leads. */
  public void start() {
    queue.startLeading(leadership, () -> List.of(ALL));
  }

  /** Something else was decided. */
  public void changed() {
    queue.add(ALL);
  }

  private void work() {
    kinds.ownClasses().forEach(this::accept);
    SharedGateways decided = shared.decided();
    Set<HostnameHolder> asked = new LinkedHashSet<>(decided.wanted());
    asked.addAll(routes.asked());
    if (claims.settle(asked)) {
      queue.addAfter(ALL, HostnameClaims.HELD.plusSeconds(1));
    }
    TenantPolicy policy = tenancy.hubPolicy();
    boolean needed = !decided.gateways().isEmpty();
    if (needed || proxy.left(policy.namespace()).isPresent()) {
      int ready = proxy.apply(ProxyHome.ofHub(policy.namespace()), policy, needed);
      log.atDebug().addKeyValue("ready", ready).log("proxy of the hub's gateways");
      // Its certificate ages.
      queue.addAfter(ALL, LOOK_AGAIN);
    }
    decided
        .gateways()
        .forEach(
            (uid, outcome) -> outcome.service().ifPresent(wanted -> provide(uid, wanted, policy)));
    caches.services().inNamespace(policy.namespace()).stream()
        .filter(
            service ->
                HubService.gateway(service)
                    .filter(uid -> !decided.gateways().containsKey(uid))
                    .isPresent())
        .filter(service -> !service.isMarkedForDeletion())
        .forEach(
            service -> {
              ports.release(policy.namespace(), HubService.gateway(service).orElse(""));
              writing.applier().delete(service);
            });
    kinds
        .ownGateways()
        .forEach(
            gateway ->
                Optional.ofNullable(decided.gateways().get(gateway.getMetadata().getUid()))
                    .ifPresent(outcome -> tell(gateway, outcome.status())));
    kinds
        .ownListenerSets()
        .forEach(set -> tell(set, HubListenerSet.refused(set.getMetadata().getGeneration())));
  }

  private void provide(String uid, WantedService wanted, TenantPolicy policy) {
    Optional<Service> actual = caches.services().get(policy.namespace(), HubService.name(uid));
    Optional<Service> service;
    synchronized (ports.lock(policy.namespace())) {
      service =
          GatewayService.ofHub(uid, policy, wanted, actual, ports.taken(policy.namespace(), uid));
      service.ifPresent(found -> ports.take(uid, found));
    }
    if (service.isEmpty()) {
      log.atWarn().addKeyValue("gateway", uid).log("no listener port is left for it");
    } else if (actual.isPresent()) {
      caches.services().wrote(writing.applier().apply(service.get(), actual.get()));
    } else {
      Service _ =
          intended.during(
              service.get(),
              () -> caches.services().wrote(writing.applier().apply(service.get(), null)));
    }
  }

  private void accept(GenericKubernetesResource gatewayClass) {
    GatewayClassStatus.of(
            gatewayClass, SupportedFeatures.OF_HUB, Optional.empty(), writing.clock().instant())
        .ifPresent(
            status -> {
              GenericKubernetesResource told = new GenericKubernetesResource();
              told.setApiVersion(gatewayClass.getApiVersion());
              told.setKind(gatewayClass.getKind());
              told.setMetadata(gatewayClass.getMetadata());
              told.setAdditionalProperty("status", status);
              kinds.wrote(writing.applier().replaceStatus(told));
            });
  }

  private void tell(GenericKubernetesResource object, JsonNode status) {
    JsonNode before = JSON.valueToTree(object.getAdditionalProperties().get("status"));
    String now = writing.clock().instant().truncatedTo(ChronoUnit.SECONDS).toString();
    GenericKubernetesResource told = new GenericKubernetesResource();
    told.setApiVersion(object.getApiVersion());
    told.setKind(object.getKind());
    told.setMetadata(
        new ObjectMetaBuilder()
            .withName(object.getMetadata().getName())
            .withNamespace(object.getMetadata().getNamespace())
            .build());
    told.setAdditionalProperty("status", StatusTimes.since(before, status, now));
    kinds.wrote(writing.applier().applyStatus(told, object));
  }

  @Override
  public void close() {
    queue.close();
  }
}
