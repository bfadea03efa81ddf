package io.k8c.kubelb.manager;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.k8c.kubelb.kit.process.Telemetry;
import io.k8c.kubelb.manager.feed.HubCaches;
import io.k8c.kubelb.manager.feed.HubKinds;
import io.k8c.kubelb.manager.feed.Intended;
import io.k8c.kubelb.manager.feed.ProgressRouter;
import io.k8c.kubelb.manager.feed.RouteFeed;
import io.k8c.kubelb.manager.feed.SecretCaches;
import io.k8c.kubelb.manager.feed.SharedRoutes;
import io.k8c.kubelb.manager.feed.SnapshotFeed;
import io.k8c.kubelb.manager.feed.Standing;
import io.k8c.kubelb.manager.feed.Tenancy;
import io.k8c.kubelb.manager.feed.XdsMetrics;
import io.k8c.kubelb.manager.plan.HubService;
import io.k8c.kubelb.manager.reconcile.PortLedger;
import io.k8c.kubelb.xds.identity.Authority;
import io.k8c.kubelb.xds.server.Proxies;
import io.k8c.kubelb.xds.server.XdsServer;
import io.k8c.kubelb.xds.translate.Translator;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The reading half, which every replica has: the hub's objects and what they mean for proxies. */
record Reading(
    HubCaches caches,
    Intended intended,
    Tenancy tenancy,
    HubKinds kinds,
    ProgressRouter router,
    Proxies proxies,
    XdsMetrics metrics,
    SnapshotFeed feed,
    RouteFeed routes,
    SharedRoutes shared,
    Standing standing,
    PortLedger ports)
    implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Reading.class);
  private static final int LOOK_MILLIS = 20;
  private static final int LOOKS_BETWEEN_WARNINGS = 500;

  /**
   * Not started yet.
   *
   * @param secretNamespaces where the hub's own Gateways find their certificates
   */
  static Reading of(
      KubernetesClient client,
      String namespace,
      Set<String> secretNamespaces,
      Telemetry telemetry) {
    HubCaches caches = HubCaches.of(client, namespace);
    Intended intended = new Intended();
    Tenancy tenancy = new Tenancy(caches, intended, namespace);
    HubKinds kinds =
        new HubKinds(
            client, uid -> caches.services().get(namespace, HubService.name(uid)).isPresent());
    ProgressRouter router = new ProgressRouter(caches.loadBalancers(), telemetry.metrics());
    Translator translator = new Translator();
    Proxies proxies = new Proxies(translator, router);
    return new Reading(
        caches,
        intended,
        tenancy,
        kinds,
        router,
        proxies,
        new XdsMetrics(telemetry.metrics().registry(), translator, proxies),
        new SnapshotFeed(caches, intended, tenancy, proxies, telemetry.health(), router),
        new RouteFeed(caches, intended, tenancy, kinds, proxies, telemetry.health()),
        new SharedRoutes(
            namespace,
            caches,
            intended,
            tenancy,
            kinds,
            SecretCaches.of(client, secretNamespaces),
            proxies,
            telemetry.health()),
        new Standing(proxies, caches, kinds, namespace),
        new PortLedger(caches.services()));
  }

  /** Reads everything and translates it; nobody is served before. */
  void complete() throws InterruptedException {
    caches.start();
    int looks = 0;
    List<String> missing = caches.unsynced().toList();
    while (!missing.isEmpty()) {
      if (++looks % LOOKS_BETWEEN_WARNINGS == 0) {
        log.atWarn().addKeyValue("kinds", missing).log("still reading from the hub's API server");
      }
      Thread.sleep(LOOK_MILLIS);
      missing = caches.unsynced().toList();
    }
    kinds.complete();
    routes.beside(shared::outcome);
    shared.onTenant(routes::touch);
    shared.fill();
    routes.fill();
    feed.fill();
    router.follow(
        namespace -> {
          if (namespace.equals(tenancy.managerNamespace())) {
            shared.touch();
          } else {
            routes.progressed(namespace);
          }
        });
  }

  /** Serves the proxies; call it once {@link #complete} has returned. */
  XdsServer serve(InetSocketAddress address, Authority authority, Clock clock) {
    return new XdsServer(address, authority, proxies, metrics, feed::isComplete, clock);
  }

  @Override
  public void close() {
    feed.close();
    routes.close();
    shared.close();
    kinds.close();
    caches.close();
  }
}
