package io.k8c.kubelb.ccm;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.k8c.kubelb.api.Addresses;
import io.k8c.kubelb.api.LoadBalancer;
import io.k8c.kubelb.kit.watch.Cached;
import java.util.List;
import java.util.Optional;

/** What the CCM watches: its namespace of the hub, and nodes and endpoints of its own cluster. */
record TwoClusters(
    Cached<LoadBalancer> loadBalancers,
    Cached<Addresses> addresses,
    Cached<Node> nodes,
    Cached<EndpointSlice> slices)
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
            Reduced::slice));
  }

  private List<Cached<? extends HasMetadata>> all() {
    return List.of(loadBalancers, addresses, nodes, slices);
  }

  /** What is still to be read. */
  Optional<String> unsynced() {
    return all().stream()
        .filter(cache -> !cache.isSynced())
        .findFirst()
        .map(cache -> "still reading " + cache.type().getSimpleName());
  }

  /** Whether the watches on the hub are connected. */
  boolean isHubWatched() {
    return loadBalancers.isWatching() && addresses.isWatching();
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
  }
}
