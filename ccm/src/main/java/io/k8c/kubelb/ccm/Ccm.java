package io.k8c.kubelb.ccm;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.k8c.kubelb.api.Wire;
import io.k8c.kubelb.ccm.hub.Hub;
import io.k8c.kubelb.ccm.hub.HubWatch;
import io.k8c.kubelb.ccm.reconcile.HubObjects;
import io.k8c.kubelb.ccm.reconcile.Layer7;
import io.k8c.kubelb.ccm.reconcile.Layer7Caches;
import io.k8c.kubelb.ccm.reconcile.LocalEndpoints;
import io.k8c.kubelb.ccm.reconcile.ManagedServices;
import io.k8c.kubelb.ccm.reconcile.ManagedSources;
import io.k8c.kubelb.ccm.reconcile.NodeReconciler;
import io.k8c.kubelb.ccm.reconcile.Orphans;
import io.k8c.kubelb.ccm.reconcile.Propagation;
import io.k8c.kubelb.ccm.reconcile.ServiceReconciler;
import io.k8c.kubelb.ccm.reconcile.Sides;
import io.k8c.kubelb.ccm.source.ServiceSettings;
import io.k8c.kubelb.kit.apply.Applier;
import io.k8c.kubelb.kit.apply.Events;
import io.k8c.kubelb.kit.process.Clients;
import io.k8c.kubelb.kit.process.Controllers;
import io.k8c.kubelb.kit.process.Identity;
import io.k8c.kubelb.kit.process.Leadership;
import io.k8c.kubelb.kit.process.Parts;
import io.k8c.kubelb.kit.process.Program;
import io.k8c.kubelb.kit.process.Telemetry;
import io.k8c.kubelb.kit.watch.ReducedStore;
import java.time.Clock;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The CCM, put together. */
final class Ccm implements Program {
  private static final String LEASE = "19f32e7b.ccm.kubelb.k8c.io";

  private final CcmOptions options;
  private final Clock clock = Clock.systemUTC();
  private final Parts parts = new Parts();
  private final Telemetry telemetry = new Telemetry(clock);
  private final String identity = Identity.of("ccm");
  private volatile @Nullable TwoClusters caches;
  private volatile Runnable retries = () -> {};

  Ccm(CcmOptions options) {
    this.options = options;
  }

  @Override
  public void start() throws InterruptedException {
    Hub hub =
        new Hub(options.clusterName, options.hubKubeconfig, options.managerAddress.orElse(null));
    telemetry.health().ready("hub", hub::problem);
    telemetry.health().ready("caches", this::unread);
    parts.add(telemetry.serve(options.healthAddress, options.metricsAddress));
    Clients clients = parts.add(new Clients());
    KubernetesClient tenant = parts.add(clients.client(configuration()));
    KubernetesClient remote = parts.add(hub.connect(clients));
    TwoClusters caches = parts.add(TwoClusters.of(tenant, remote, hub.namespace()));
    this.caches = caches;
    ManagedServices managed = new ManagedServices();
    ManagedSources sources = new ManagedSources();
    CcmMetrics.register(telemetry.metrics(), managed, sources, caches);
    parts.add(new HubWatch(hub, caches::isHubWatched, () -> retries.run()));
    caches.complete();
    lead(hub.namespace(), tenant, remote, caches, managed, sources);
  }

  /** What is still to be read before the CCM is ready. */
  private Optional<String> unread() {
    TwoClusters reading = caches;
    return reading == null ? Optional.of("waiting for the hub") : reading.unsynced();
  }

  private void lead(
      String hubNamespace,
      KubernetesClient tenant,
      KubernetesClient remote,
      TwoClusters caches,
      ManagedServices managed,
      ManagedSources sources)
      throws InterruptedException {
    Sides sides =
        new Sides(
            tenant,
            new Applier(tenant, "kubelb-ccm", Wire.ANNOTATION_APPLIED),
            new Applier(remote, "kubelb-ccm", Wire.ANNOTATION_APPLIED, HubObjects::about),
            parts.add(new Events(tenant, "kubelb.k8c.io/ccm", identity, clock)),
            clock);
    Leadership leadership =
        new Leadership(
            options.leaderElectionNamespace.orElse(
                Objects.requireNonNullElse(tenant.getNamespace(), "default")),
            LEASE,
            identity);
    parts.add(leadership.releasing(tenant));
    Controllers controllers =
        parts.add(
            new Controllers(
                tenant,
                "ccm",
                telemetry,
                options.leaderElection
                    ? Optional.of(leadership.configuration())
                    : Optional.empty()));
    parts.add(leadership.ending());
    if (!options.leaderElection) {
      leadership.assume();
    }
    LocalEndpoints local =
        new LocalEndpoints(
            caches.slices(), caches.nodes(), options.nodeAddressType, options.notReadyHold, clock);
    ServiceReconciler services = register(controllers, hubNamespace, caches, local, managed, sides);
    controllers.start();
    parts.add(new Orphans(caches.loadBalancers(), services::alive, leadership, sides));
    parts
        .add(
            new Layer7(
                layer7(caches),
                local,
                options.layer7.settings(hubNamespace),
                sides,
                sources,
                new Propagation(telemetry.metrics()),
                leadership,
                telemetry))
        .start();
  }

  private static Layer7Caches layer7(TwoClusters caches) {
    return new Layer7Caches(
        caches.routes(),
        caches.syncSecrets(),
        caches.services(),
        caches.slices(),
        caches.nodes(),
        caches.secrets(),
        caches.labelledSecrets(),
        caches.namespaces());
  }

  private ServiceReconciler register(
      Controllers controllers,
      String hubNamespace,
      TwoClusters caches,
      LocalEndpoints local,
      ManagedServices managed,
      Sides sides) {
    ServiceSettings settings =
        new ServiceSettings(hubNamespace, options.useLoadBalancerClass, options.cloudProvider);
    ServiceReconciler services =
        new ServiceReconciler(
            caches.loadBalancers(),
            caches.slices(),
            caches.nodes(),
            local,
            settings,
            managed,
            new Propagation(telemetry.metrics()),
            sides);
    NodeReconciler nodes =
        new NodeReconciler(
            caches.nodes(),
            caches.addresses(),
            hubNamespace,
            options.nodeAddressType,
            options.notReadyHold,
            sides);
    retries =
        () -> {
          services.retryNow();
          nodes.retryNow();
        };
    controllers.register(
        services,
        configuration ->
            configuration
                .withName("service")
                .withTriggerReconcilerOnAllEvents(true)
                .withItemStore(caches.services())
                .withGenericFilter(services::concerns));
    controllers.register(
        nodes,
        configuration ->
            configuration.withName("node").withItemStore(new ReducedStore<>(Reduced::node)));
    return services;
  }

  private Config configuration() {
    return options
        .kubeconfig
        .map(path -> Config.fromKubeconfig(path.toFile()))
        .orElseGet(() -> Config.autoConfigure(null));
  }

  @Override
  public void close() {
    parts.close();
  }
}
