package io.k8c.kubelb.manager;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.k8c.kubelb.api.LoadBalancer;
import io.k8c.kubelb.api.Wire;
import io.k8c.kubelb.kit.apply.Applier;
import io.k8c.kubelb.kit.apply.Events;
import io.k8c.kubelb.kit.process.Clients;
import io.k8c.kubelb.kit.process.Controllers;
import io.k8c.kubelb.kit.process.Endpoint;
import io.k8c.kubelb.kit.process.Health;
import io.k8c.kubelb.kit.process.Leadership;
import io.k8c.kubelb.kit.process.Metrics;
import io.k8c.kubelb.kit.process.Telemetry;
import io.k8c.kubelb.manager.feed.HubCaches;
import io.k8c.kubelb.manager.feed.ProgressRouter;
import io.k8c.kubelb.manager.feed.SnapshotFeed;
import io.k8c.kubelb.manager.feed.Tenancy;
import io.k8c.kubelb.manager.feed.XdsMetrics;
import io.k8c.kubelb.manager.plan.HubSettings;
import io.k8c.kubelb.manager.reconcile.Authorities;
import io.k8c.kubelb.manager.reconcile.LoadBalancerReconciler;
import io.k8c.kubelb.manager.reconcile.PortLedger;
import io.k8c.kubelb.manager.reconcile.ProgrammingView;
import io.k8c.kubelb.manager.reconcile.TenantCredentials;
import io.k8c.kubelb.manager.reconcile.TenantProxy;
import io.k8c.kubelb.manager.reconcile.TenantReconciler;
import io.k8c.kubelb.manager.reconcile.TenantRemoval;
import io.k8c.kubelb.manager.reconcile.Writing;
import io.k8c.kubelb.xds.identity.Authority;
import io.k8c.kubelb.xds.server.Proxies;
import io.k8c.kubelb.xds.server.XdsServer;
import io.k8c.kubelb.xds.translate.Translator;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The manager, put together: what reads, what serves, what writes. */
final class Manager implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Manager.class);
  private static final String LEASE = "19f32e7b.kubelb.k8c.io";

  private final ManagerOptions options;
  private final Clock clock = Clock.systemUTC();
  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private final Telemetry telemetry = new Telemetry(new Metrics(), new Health(clock));
  private volatile boolean serving;
  private volatile boolean closing;

  Manager(ManagerOptions options) {
    this.options = options;
  }

  void start() throws InterruptedException {
    endpoints();
    KubernetesClient client = part(part(new Clients()).client(configuration()));
    HubCaches caches = part(HubCaches.of(client, options.namespace));
    Tenancy tenancy = new Tenancy(caches, options.namespace);
    String identity = identity();
    ProgressRouter router = new ProgressRouter(caches.loadBalancers(), telemetry.metrics());
    Translator translator = new Translator();
    Proxies proxies = new Proxies(translator, router);
    XdsMetrics xdsMetrics =
        new XdsMetrics(telemetry.metrics().registry(), translator, proxies);
    SnapshotFeed feed =
        part(new SnapshotFeed(caches, tenancy, proxies, telemetry.health(), router));
    PortLedger ports = new PortLedger(caches.services());
    telemetry
        .health()
        .ready(
            "caches",
            () -> problem("still reading ", caches.unsynced().collect(Collectors.joining(", "))));
    telemetry
        .health()
        .ready(
            "proxies",
            () -> serving ? Optional.empty() : Optional.of("not served yet"));
    caches.start();
    awaitSync(caches);
    feed.fill();
    Authority authority = Authorities.ofHub(client, options.namespace, clock);
    part(
        new XdsServer(
            address(options.listenAddress),
            authority,
            proxies,
            xdsMetrics,
            feed::isComplete,
            clock));

    serving = true;

    Writing writing =
        new Writing(
            new Applier(client, "kubelb-manager", Wire.ANNOTATION_APPLIED),
            part(new Events(client, "kubelb.k8c.io/manager", identity, clock)),
            clock);
    Leadership leadership = new Leadership(options.namespace, LEASE, identity);
    parts.push(() -> release(leadership, client));
    Controllers controllers =
        part(
            new Controllers(
                client,
                "manager",
                telemetry,
                options.leaderElection
                    ? Optional.of(leadership.configuration())
                    : Optional.empty()));
    parts.push(leadership::end);
    LoadBalancerReconciler loadBalancers =
        new LoadBalancerReconciler(
            caches, tenancy, new ProgrammingView(proxies, caches), ports, writing);
    router.wake(loadBalancers.progress());
    controllers.register(
        loadBalancers,
        settings ->
            settings
                .withName("loadbalancer")
                .withTriggerReconcilerOnAllEvents(true)
                .withOnUpdateFilter(Manager::isChanged));
    controllers.register(tenants(client, caches, tenancy, writing, authority), settings -> {});
    controllers.start();
  }

  private TenantReconciler tenants(
      KubernetesClient client,
      HubCaches caches,
      Tenancy tenancy,
      Writing writing,
      Authority authority) {
    HubSettings hub = settings();
    TenantProxy proxy = new TenantProxy(client, caches, writing, hub, authority);
    return new TenantReconciler(
        caches,
        tenancy,
        writing,
        new TenantCredentials(client, caches, writing, hub),
        proxy,
        new TenantRemoval(client, caches, writing, proxy));
  }

  /** Our own status writes concern nobody here. */
  private static boolean isChanged(LoadBalancer after, LoadBalancer before) {
    var now = after.getMetadata();
    var then = before.getMetadata();
    return !java.util.Objects.equals(now.getGeneration(), then.getGeneration())
        || !java.util.Objects.equals(now.getAnnotations(), then.getAnnotations())
        || !java.util.Objects.equals(now.getLabels(), then.getLabels())
        || !java.util.Objects.equals(now.getDeletionTimestamp(), then.getDeletionTimestamp());
  }

  private HubSettings settings() {
    int colon = options.xdsAddress.lastIndexOf(':');
    return new HubSettings(
        options.namespace,
        options.serviceAccount,
        options.envoyImage,
        options.xdsAddress.substring(0, colon),
        Integer.parseInt(options.xdsAddress.substring(colon + 1)),
        Version.current());
  }

  private Config configuration() {
    return options
        .kubeconfig
        .map(path -> Config.fromKubeconfig(path.toFile()))
        .orElseGet(() -> Config.autoConfigure(null));
  }

  private void endpoints() {
    Endpoint health =
        new Endpoint(options.healthAddress)
            .page("/livez", telemetry.health()::alivePage)
            .page("/healthz", telemetry.health()::alivePage)
            .page("/readyz", telemetry.health()::readyPage);
    part(health.start());
    part(new Endpoint(options.metricsAddress).page("/metrics", telemetry.metrics()::page).start());
  }

  private void awaitSync(HubCaches caches) throws InterruptedException {
    int waited = 0;
    while (!closing) {
      List<String> missing = caches.unsynced().toList();
      if (missing.isEmpty()) {
        return;
      }
      if (++waited % 500 == 0) {
        log.atWarn().addKeyValue("kinds", missing).log("still reading from the hub's API server");
      }
      Thread.sleep(20);
    }
  }

  private static Optional<String> problem(String text, String what) {
    return what.isEmpty() ? Optional.empty() : Optional.of(text + what);
  }

  private static InetSocketAddress address(String text) {
    int colon = text.lastIndexOf(':');
    int port = Integer.parseInt(text.substring(colon + 1));
    return colon <= 0
        ? new InetSocketAddress(port)
        : new InetSocketAddress(text.substring(0, colon), port);
  }

  private static String identity() {
    String host = System.getenv("HOSTNAME");
    return (host == null || host.isEmpty() ? "manager" : host)
        + "-"
        + UUID.randomUUID().toString().substring(0, 8);
  }

  private void release(Leadership leadership, KubernetesClient client) {
    if (leadership.isLeading()) {
      leadership.release(client);
    }
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
    log.atInfo().log("manager ended");
  }
}
