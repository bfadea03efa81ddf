package io.k8c.kubelb.ccm;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.k8c.kubelb.api.Addresses;
import io.k8c.kubelb.api.LoadBalancer;
import io.k8c.kubelb.api.Wire;
import io.k8c.kubelb.ccm.hub.Hub;
import io.k8c.kubelb.ccm.reconcile.LocalEndpoints;
import io.k8c.kubelb.ccm.reconcile.ManagedServices;
import io.k8c.kubelb.ccm.reconcile.NodeReconciler;
import io.k8c.kubelb.ccm.reconcile.ServiceReconciler;
import io.k8c.kubelb.ccm.reconcile.Sides;
import io.k8c.kubelb.ccm.source.ServiceSettings;
import io.k8c.kubelb.ccm.source.ServiceSource;
import io.k8c.kubelb.kit.apply.Applier;
import io.k8c.kubelb.kit.apply.Events;
import io.k8c.kubelb.kit.process.Clients;
import io.k8c.kubelb.kit.process.Controllers;
import io.k8c.kubelb.kit.process.Endpoint;
import io.k8c.kubelb.kit.process.Health;
import io.k8c.kubelb.kit.process.Leadership;
import io.k8c.kubelb.kit.process.Metrics;
import io.k8c.kubelb.kit.process.Telemetry;
import io.k8c.kubelb.kit.watch.Cached;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The CCM, put together. */
final class Ccm implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Ccm.class);
  private static final String LEASE = "19f32e7b.ccm.kubelb.k8c.io";

  private final CcmOptions options;
  private final Clock clock = Clock.systemUTC();
  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private final Telemetry telemetry = new Telemetry(new Metrics(), new Health(clock));
  private volatile boolean closing;

  Ccm(CcmOptions options) {
    this.options = options;
  }

  void start() throws InterruptedException {
    Hub hub = new Hub(options.clusterName, options.hubKubeconfig, options.managerAddress.orElse(null));
    endpoints(hub);
    Clients clients = part(new Clients());
    KubernetesClient tenant = part(clients.client(configuration()));
    KubernetesClient remote = part(hub.connect(clients));

    Cached<LoadBalancer> loadBalancers =
        part(
            Cached.of(
                LoadBalancer.class,
                remote.resources(LoadBalancer.class).inNamespace(hub.namespace())));
    Cached<Addresses> addresses =
        part(
            Cached.of(
                Addresses.class, remote.resources(Addresses.class).inNamespace(hub.namespace())));
    Cached<Node> nodes = part(Cached.of(Node.class, tenant.nodes(), Reduced::node));
    Cached<EndpointSlice> slices =
        part(
            Cached.of(
                EndpointSlice.class,
                tenant.discovery().v1().endpointSlices().inAnyNamespace(),
                Reduced::slice));
    List<Cached<?>> caches = List.of(loadBalancers, addresses, nodes, slices);
    telemetry
        .health()
        .ready(
            "caches",
            () ->
                caches.stream()
                    .filter(cache -> !cache.isSynced())
                    .findFirst()
                    .map(cache -> "still reading " + cache.type().getSimpleName()));
    caches.forEach(Cached::start);
    awaitSync(caches);
    control(tenant, remote, hub, loadBalancers, addresses, nodes, slices);
  }

  private void control(
      KubernetesClient tenant,
      KubernetesClient remote,
      Hub hub,
      Cached<LoadBalancer> loadBalancers,
      Cached<Addresses> addresses,
      Cached<Node> nodes,
      Cached<EndpointSlice> slices) {
    String identity = identity();
    Sides sides =
        new Sides(
            tenant,
            new Applier(tenant, "kubelb-ccm", Wire.ANNOTATION_APPLIED),
            new Applier(remote, "kubelb-ccm", Wire.ANNOTATION_APPLIED),
            part(new Events(tenant, "kubelb.k8c.io/ccm", identity, clock)),
            clock);
    Leadership leadership =
        new Leadership(
            options.leaderElectionNamespace.orElse(
                Objects.requireNonNullElse(tenant.getNamespace(), "default")),
            LEASE,
            identity);
    parts.push(
        () -> {
          if (leadership.isLeading()) {
            leadership.release(tenant);
          }
        });
    Controllers controllers =
        part(
            new Controllers(
                tenant,
                "ccm",
                telemetry,
                options.leaderElection ? Optional.of(leadership.configuration()) : Optional.empty()));
    parts.push(leadership::end);
    LocalEndpoints local =
        new LocalEndpoints(slices, nodes, options.nodeAddressType, options.notReadyHold, clock);
    ServiceSettings settings =
        new ServiceSettings(
            hub.namespace(), options.useLoadBalancerClass, options.cloudProvider);
    controllers.register(
        new ServiceReconciler(
            loadBalancers, slices, local, settings, new ManagedServices(), sides),
        configuration ->
            configuration
                .withName("service")
                .withTriggerReconcilerOnAllEvents(true)
                .withGenericFilter(service -> concerns(service, settings)));
    controllers.register(
        new NodeReconciler(
            nodes,
            addresses,
            hub.namespace(),
            options.nodeAddressType,
            options.notReadyHold,
            sides),
        configuration -> configuration.withName("node"));
    controllers.start();
  }

  private static boolean concerns(Service service, ServiceSettings settings) {
    return ServiceSource.isOurs(service, settings)
        || service.getMetadata().getFinalizers().contains(Wire.FINALIZER)
        || service.getMetadata().getFinalizers().contains(Wire.LEGACY_SERVICE_FINALIZER);
  }

  private Config configuration() {
    return options
        .kubeconfig
        .map(path -> Config.fromKubeconfig(path.toFile()))
        .orElseGet(() -> Config.autoConfigure(null));
  }

  private void endpoints(Hub hub) {
    telemetry.health().ready("hub", hub::problem);
    part(
        new Endpoint(options.healthAddress)
            .page("/livez", telemetry.health()::alivePage)
            .page("/healthz", telemetry.health()::alivePage)
            .page("/readyz", telemetry.health()::readyPage)
            .start());
    part(new Endpoint(options.metricsAddress).page("/metrics", telemetry.metrics()::page).start());
  }

  private void awaitSync(List<Cached<?>> caches) throws InterruptedException {
    while (!closing && caches.stream().anyMatch(cache -> !cache.isSynced())) {
      Thread.sleep(20);
    }
  }

  private static String identity() {
    String host = System.getenv("HOSTNAME");
    return (host == null || host.isEmpty() ? "ccm" : host)
        + "-"
        + UUID.randomUUID().toString().substring(0, 8);
  }

  private <T extends AutoCloseable> T part(T part) {
    parts.push(part);
    return part;
  }

  @Override
  public void close() {
    closing = true;
    while (!parts.isEmpty()) {
      try {
        parts.pop().close();
      } catch (Exception e) {
        log.atDebug().setCause(e).log("part did not end well");
      }
    }
    log.atInfo().log("ccm ended");
  }
}
