package io.k8c.kubelb.ccm;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.k8c.kubelb.api.Addresses;
import io.k8c.kubelb.api.LoadBalancer;
import io.k8c.kubelb.api.Route;
import io.k8c.kubelb.api.SyncSecret;
import io.k8c.kubelb.api.Wire;
import io.k8c.kubelb.ccm.source.MirrorPlan;
import io.k8c.kubelb.ccm.source.SyncSecretDraft;
import io.k8c.kubelb.kit.watch.Cached;
import io.k8c.kubelb.kit.watch.ReducedStore;
import java.util.List;
import java.util.Optional;

/**
 * What the CCM watches: its namespace of the hub, and its own cluster.
 *
 * @param secrets started by layer 7, without which the rest works
 * @param labelledSecrets started by layer 7 where they are wanted
 * @param namespaces as the secrets
 * @param services filled by the watch of the controller that layer 4 has for them
 */
record TwoClusters(
    Cached<LoadBalancer> loadBalancers,
    Cached<Addresses> addresses,
    Cached<Node> nodes,
    Cached<EndpointSlice> slices,
    Cached<Route> routes,
    Cached<SyncSecret> syncSecrets,
    Cached<Secret> secrets,
    Cached<Secret> labelledSecrets,
    Cached<Namespace> namespaces,
    ReducedStore<Service> services)
    implements AutoCloseable {
  private static final int LOOK_MILLIS = 20;

  static TwoClusters of(KubernetesClient tenant, KubernetesClient hub, String hubNamespace) {
    return new TwoClusters(
        Cached.of(LoadBalancer.class, hub.resources(LoadBalancer.class).inNamespace(hubNamespace)),
        Cached.of(Addresses.class, hub.resources(Addresses.class).inNamespace(hubNamespace)),
        Cached.of(Node.class, tenant.nodes(), Reduced::node),
        Cached.of(
                EndpointSlice.class,
                tenant.discovery().v1().endpointSlices().inAnyNamespace(),
                Reduced::slice)
            .indexed(MirrorPlan.SERVICE_NAME),
        Cached.of(Route.class, hub.resources(Route.class).inNamespace(hubNamespace)),
        Cached.of(SyncSecret.class, hub.resources(SyncSecret.class).inNamespace(hubNamespace)),
        Cached.of(
            Secret.class,
            tenant.secrets().inAnyNamespace().withField("type", SyncSecretDraft.TYPE),
            Reduced::secret),
        Cached.of(
            Secret.class,
            tenant.secrets().inAnyNamespace().withLabel(Wire.LABEL_MANAGED_BY, Wire.MANAGED_BY),
            Reduced::secret),
        Cached.of(Namespace.class, tenant.namespaces(), Reduced::namespace),
        new ReducedStore<>(Reduced::service));
  }

  private List<Cached<? extends HasMetadata>> all() {
    return List.of(loadBalancers, addresses, nodes, slices, routes, syncSecrets);
  }

  /** What is still to be read. */
  Optional<String> unsynced() {
    return all().stream()
        .filter(cache -> !cache.isSynced())
        .findFirst()
        .map(cache -> "still reading " + cache.kind());
  }

  /** Whether the watches on the hub are connected. */
  boolean isHubWatched() {
    return loadBalancers.isWatching()
        && addresses.isWatching()
        && routes.isWatching()
        && syncSecrets.isWatching();
  }

  /** Reads everything. */
  void complete() throws InterruptedException {
    all().forEach(Cached::start);
    while (unsynced().isPresent()) {
      Thread.sleep(LOOK_MILLIS);
    }
  }

  @Override
  public void close() {
    all().forEach(Cached::close);
    secrets.close();
    labelledSecrets.close();
    namespaces.close();
  }
}
