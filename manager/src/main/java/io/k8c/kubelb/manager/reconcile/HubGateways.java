package io.k8c.kubelb.manager.reconcile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.k8c.kubelb.api.Reason;
import io.k8c.kubelb.api.SupportedFeatures;
import io.k8c.kubelb.kit.GatewayClassStatus;
import io.k8c.kubelb.kit.Note;
import io.k8c.kubelb.kit.process.Leadership;
import io.k8c.kubelb.kit.process.Telemetry;
import io.k8c.kubelb.kit.process.WorkQueue;
import io.k8c.kubelb.manager.feed.HubCaches;
import io.k8c.kubelb.manager.feed.HubKinds;
import io.k8c.kubelb.manager.feed.RouteFeed;
import io.k8c.kubelb.manager.feed.SharedRoutes;
import io.k8c.kubelb.manager.feed.Tenancy;
import io.k8c.kubelb.manager.plan.HubService;
import io.k8c.kubelb.manager.plan.ProxyHome;
import io.k8c.kubelb.manager.plan.TenantPolicy;
import io.k8c.kubelb.manager.route.GatewayService;
import io.k8c.kubelb.manager.route.HostnameHolder;
import io.k8c.kubelb.manager.route.HubListenerSet;
import io.k8c.kubelb.manager.route.Obstacle;
import io.k8c.kubelb.manager.route.Outcome;
import io.k8c.kubelb.manager.route.SharedGateways;
import io.k8c.kubelb.manager.route.StatusTimes;
import io.k8c.kubelb.manager.route.WantedService;
import io.k8c.kubelb.manager.route.spec.Finding;
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

  /** What the hub's API server refused is tried again: a quota may have been raised. */
  private static final Duration REFUSED = Duration.ofSeconds(30);

  private final HubCaches caches;
  private final HubKinds kinds;
  private final Tenancy tenancy;
  private final RouteFeed routes;
  private final SharedRoutes shared;
  private final HubServices services;
  private final TenantProxy proxy;
  private final HostnameClaims claims;
  private final Writing writing;
  private final WorkQueue<String> queue;
  private final Leadership leadership;

  public HubGateways(
      HubCaches caches,
      HubKinds kinds,
      Tenancy tenancy,
      RouteFeed routes,
      SharedRoutes shared,
      HubServices services,
      TenantProxy proxy,
      Writing writing,
      Leadership leadership,
      Telemetry telemetry) {
    this.caches = caches;
    this.kinds = kinds;
    this.tenancy = tenancy;
    this.routes = routes;
    this.shared = shared;
    this.services = services;
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
    Attempts attempts = new Attempts();
    for (GenericKubernetesResource gateway : kinds.ownGateways()) {
      Optional.ofNullable(decided.gateways().get(gateway.getMetadata().getUid()))
          .ifPresent(outcome -> attempts.run(() -> serve(gateway, outcome, policy)));
    }
    caches.services().inNamespace(policy.namespace()).stream()
        .map(HubService::gateway)
        .flatMap(Optional::stream)
        .filter(uid -> !decided.gateways().containsKey(uid))
        .forEach(uid -> attempts.run(() -> services.remove(policy.namespace(), uid)));
    for (GenericKubernetesResource set : kinds.ownListenerSets()) {
      attempts.run(() -> tell(set, HubListenerSet.refused(set.getMetadata().getGeneration())));
    }
    attempts.end();
  }

  private void serve(GenericKubernetesResource gateway, Outcome outcome, TenantPolicy policy) {
    Optional<Finding> obstacle =
        outcome.service().flatMap(wanted -> provide(gateway, wanted, policy));
    if (obstacle.isEmpty()) {
      tell(gateway, outcome.status());
      return;
    }
    Finding finding = obstacle.get();
    writing.events().tell(gateway, Note.warning(finding.reason(), finding.message()));
    tell(
        gateway,
        new Obstacle(finding, gateway.getMetadata().getGeneration()).overGateway(outcome).status());
    queue.addAfter(ALL, REFUSED);
  }

  private Optional<Finding> provide(
      GenericKubernetesResource gateway, WantedService needed, TenantPolicy policy) {
    String uid = gateway.getMetadata().getUid();
    Provided provided =
        services.provide(
            policy.namespace(),
            uid,
            needed.ofClass(policy.loadBalancerClass()),
            (wanted, actual, taken) -> GatewayService.ofHub(uid, policy, wanted, actual, taken));
    return switch (provided) {
      case Provided.Done _ -> Optional.empty();
      case Provided.Recreated(String message) -> {
        writing.events().tell(gateway, Note.normal(Reason.SERVICE_RECREATED.word(), message));
        yield Optional.empty();
      }
      case Provided.Refused(var finding) -> Optional.of(finding);
    };
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
