package io.k8c.kubelb.manager;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.k8c.kubelb.api.LoadBalancer;
import io.k8c.kubelb.kit.process.Controllers;
import io.k8c.kubelb.kit.watch.ReducedStore;
import io.k8c.kubelb.manager.plan.HubSettings;
import io.k8c.kubelb.manager.reconcile.ConfigReconciler;
import io.k8c.kubelb.manager.reconcile.LoadBalancerReconciler;
import io.k8c.kubelb.manager.reconcile.ProgrammingView;
import io.k8c.kubelb.manager.reconcile.ReplicaPod;
import io.k8c.kubelb.manager.reconcile.TenantCredentials;
import io.k8c.kubelb.manager.reconcile.TenantProxy;
import io.k8c.kubelb.manager.reconcile.TenantReconciler;
import io.k8c.kubelb.manager.reconcile.TenantRemoval;
import io.k8c.kubelb.manager.reconcile.Writing;
import io.k8c.kubelb.xds.identity.Authority;

/** The writing half, which works on the leader: the reconcilers of our kinds. */
record WritingHalf(
    KubernetesClient client,
    Reading reading,
    Writing writing,
    HubSettings hub,
    Authority authority,
    ReplicaPod pod) {

  void register(Controllers controllers) {
    LoadBalancerReconciler loadBalancers = loadBalancers();
    reading.router().wake(loadBalancers.progress());
    controllers.register(
        loadBalancers,
        settings ->
            settings
                .withName("loadbalancer")
                .withTriggerReconcilerOnAllEvents(true)
                .withItemStore(new ReducedStore<>(WritingHalf::noticed))
                .withOnUpdateFilter(
                    (after, before) -> LoadBalancerReconciler.isChange(before, after)));
    controllers.register(tenants(), settings -> {});
    controllers.register(
        new ConfigReconciler(writing, hub),
        settings -> settings.withName("config").settingNamespace(hub.namespace()));
  }

  private LoadBalancerReconciler loadBalancers() {
    ProgrammingView programming =
        new ProgrammingView(reading.standing(), reading.caches(), pod.name(), writing.clock());
    return new LoadBalancerReconciler(
        reading.caches(),
        reading.intended(),
        reading.tenancy(),
        programming,
        reading.ports(),
        writing);
  }

  private TenantReconciler tenants() {
    TenantProxy proxy = new TenantProxy(client, reading.caches(), writing, hub, authority);
    return new TenantReconciler(
        reading.caches(),
        reading.tenancy(),
        writing,
        new TenantCredentials(client, reading.caches(), writing, hub),
        proxy,
        new TenantRemoval(client, reading.caches(), writing, proxy));
  }

  /** The controller's own cache serves to notice changes; what they are is read from ours. */
  private static LoadBalancer noticed(LoadBalancer object) {
    LoadBalancer only = new LoadBalancer();
    only.setMetadata(object.getMetadata());
    return only;
  }
}
