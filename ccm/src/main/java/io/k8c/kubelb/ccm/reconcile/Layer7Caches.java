package io.k8c.kubelb.ccm.reconcile;

import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.k8c.kubelb.api.Route;
import io.k8c.kubelb.api.SyncSecret;
import io.k8c.kubelb.kit.watch.Cached;
import io.k8c.kubelb.kit.watch.ReducedStore;

/**
 * What layer 7 reads besides the kinds that it finds out itself.
 *
 * @param routes of the hub
 * @param syncSecrets of the hub
 * @param services of the tenant cluster, as layer 4 watches them
 * @param slices of the tenant cluster, without addresses
 * @param nodes of the tenant cluster
 * @param secrets of the tenant cluster that hold certificates, without their data
 * @param labelledSecrets of the tenant cluster that carry our label, without their data
 */
public record Layer7Caches(
    Cached<Route> routes,
    Cached<SyncSecret> syncSecrets,
    ReducedStore<Service> services,
    Cached<EndpointSlice> slices,
    Cached<Node> nodes,
    Cached<Secret> secrets,
    Cached<Secret> labelledSecrets,
    Cached<Namespace> namespaces) {
  private static final int LOOK_MILLIS = 20;

  /**
   * Reads what nobody else needs.
   *
   * @param labelled whether Secrets with our label are wanted
   */
  void complete(boolean labelled) throws InterruptedException {
    secrets.start();
    namespaces.start();
    if (labelled) {
      labelledSecrets.start();
    }
    while (!secrets.isSynced()
        || !namespaces.isSynced()
        || (labelled && !labelledSecrets.isSynced())) {
      Thread.sleep(LOOK_MILLIS);
    }
  }
}
