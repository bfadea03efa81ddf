package io.k8c.kubelb.manager;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.k8c.kubelb.api.LoadBalancer;
import io.k8c.kubelb.api.Route;
import io.k8c.kubelb.kit.process.Controllers;
import io.k8c.kubelb.kit.process.Leadership;
import io.k8c.kubelb.kit.process.Parts;
import io.k8c.kubelb.kit.process.Telemetry;
import io.k8c.kubelb.kit.watch.ReducedStore;
import io.k8c.kubelb.manager.plan.HubSettings;
import io.k8c.kubelb.manager.reconcile.CarriedSecrets;
import io.k8c.kubelb.manager.reconcile.ConfigReconciler;
import io.k8c.kubelb.manager.reconcile.Delegates;
import io.k8c.kubelb.manager.reconcile.GoneRoutes;
import io.k8c.kubelb.manager.reconcile.HubGateways;
import io.k8c.kubelb.manager.reconcile.HubServices;
import io.k8c.kubelb.manager.reconcile.LoadBalancerReconciler;
import io.k8c.kubelb.manager.reconcile.ProgrammingView;
import io.k8c.kubelb.manager.reconcile.ReplicaPod;
import io.k8c.kubelb.manager.reconcile.RouteReconciler;
import io.k8c.kubelb.manager.reconcile.SharedIngress;
import io.k8c.kubelb.manager.reconcile.TenantCredentials;
import io.k8c.kubelb.manager.reconcile.TenantProxy;
import io.k8c.kubelb.manager.reconcile.TenantReconciler;
import io.k8c.kubelb.manager.reconcile.TenantRemoval;
import io.k8c.kubelb.manager.reconcile.Writing;
import io.k8c.kubelb.manager.route.Ingresses;
import io.k8c.kubelb.xds.identity.Authority;

/** The writing half, which works on the leader: the reconcilers of our kinds. */
record WritingHalf(
    KubernetesClient client,
    Reading reading,
    Writing writing,
    HubSettings hub,
    Authority authority,
    ReplicaPod pod,
    Leadership leadership,
    Telemetry telemetry) {

  /** Has the controllers work, and what works beside them. */
  void register(Controllers controllers, Parts parts) {
    ProgrammingView programming =
        new ProgrammingView(reading.standing(), reading.caches(), pod.name(), writing.clock());
    LoadBalancerReconciler loadBalancers = loadBalancers(programming);
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
    HubServices services =
        new HubServices(reading.caches(), reading.intended(), reading.ports(), writing.applier());
    SharedIngress ingress = new SharedIngress(reading.routes(), services, writing);
    TenantReconciler tenants = tenants(ingress);
    Delegates delegates = new Delegates(client, reading.caches(), reading.kinds(), writing);
    GoneRoutes gone =
        parts.add(
            new GoneRoutes(reading.caches().routes(), services, delegates, leadership, telemetry));
    gone.start();
    RouteReconciler routes = parts.add(routes(services, ingress, delegates, gone));
    routes.start();
    ingress.onObstacle(routes::shared);
    lead(programming, routes, tenants);
    controllers.register(
        routes,
        settings ->
            settings.withName("route").withItemStore(new ReducedStore<>(WritingHalf::noticed)));
    controllers.register(tenants, settings -> {});
    controllers.register(
        new ConfigReconciler(writing, hub),
        settings -> settings.withName("config").settingNamespace(hub.namespace()));
    parts.add(gateways(services)).start();
    parts
        .add(new CarriedSecrets(reading.caches().syncSecrets(), writing, leadership, telemetry))
        .start();
  }

  private RouteReconciler routes(
      HubServices services, SharedIngress ingress, Delegates delegates, GoneRoutes gone) {
    return new RouteReconciler(
        reading.caches(),
        reading.tenancy(),
        reading.routes(),
        services,
        ingress,
        delegates,
        gone,
        writing,
        leadership,
        telemetry);
  }

  private void lead(ProgrammingView programming, RouteReconciler routes, TenantReconciler tenants) {
    reading
        .routes()
        .lead(
            programming::ofGateway,
            (namespace, route) -> {
              if (route.equals(Ingresses.SHARED)) {
                tenants.decided(namespace);
              } else {
                routes.decided().fire(new ResourceID(route, namespace));
              }
            });
  }

  private LoadBalancerReconciler loadBalancers(ProgrammingView programming) {
    return new LoadBalancerReconciler(
        reading.caches(),
        reading.intended(),
        reading.tenancy(),
        programming,
        reading.ports(),
        writing);
  }

  /** The hub's own Gateways, which no reconciler of a kind of ours looks at. */
  private HubGateways gateways(HubServices services) {
    ProgrammingView programming =
        new ProgrammingView(reading.standing(), reading.caches(), pod.name(), writing.clock());
    HubGateways gateways =
        new HubGateways(
            reading.caches(),
            reading.kinds(),
            reading.tenancy(),
            reading.routes(),
            reading.shared(),
            services,
            new TenantProxy(client, reading.caches(), writing, hub, authority),
            writing,
            leadership,
            telemetry);
    reading.shared().lead(uid -> programming.ofGateway(hub.namespace(), uid), gateways::changed);
    reading.routes().onAsked(gateways::changed);
    return gateways;
  }

  private TenantReconciler tenants(SharedIngress ingress) {
    TenantProxy proxy = new TenantProxy(client, reading.caches(), writing, hub, authority);
    return new TenantReconciler(
        reading.caches(),
        reading.tenancy(),
        writing,
        new TenantCredentials(client, reading.caches(), writing, hub),
        proxy,
        ingress,
        new TenantRemoval(client, reading.caches(), writing, proxy));
  }

  /** The controller's own cache serves to notice changes; what they are is read from ours. */
  private static Route noticed(Route object) {
    Route only = new Route();
    only.setMetadata(object.getMetadata());
    return only;
  }

  private static LoadBalancer noticed(LoadBalancer object) {
    LoadBalancer only = new LoadBalancer();
    only.setMetadata(object.getMetadata());
    return only;
  }
}
