package io.k8c.kubelb.manager.reconcile;

import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.k8c.kubelb.manager.feed.HubCaches;
import io.k8c.kubelb.manager.plan.ProxyWorkload;

/** How many ready proxies of a tenant the hub runs. */
final class ProxyReadiness {
  private ProxyReadiness() {}

  static int ready(HubCaches caches, String namespace) {
    String name = ProxyWorkload.name(namespace);
    return caches.deployments().get(namespace, name).map(ProxyReadiness::ready).orElse(0)
        + caches.daemonSets().get(namespace, name).map(ProxyReadiness::ready).orElse(0);
  }

  static int ready(Deployment deployment) {
    Integer ready =
        deployment.getStatus() == null ? null : deployment.getStatus().getReadyReplicas();
    return ready == null ? 0 : ready;
  }

  static int ready(DaemonSet daemonSet) {
    Integer ready = daemonSet.getStatus() == null ? null : daemonSet.getStatus().getNumberReady();
    return ready == null ? 0 : ready;
  }
}
