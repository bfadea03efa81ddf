package io.k8c.kubelb.manager.reconcile;

import io.k8c.kubelb.manager.feed.HubCaches;
import io.k8c.kubelb.manager.plan.LoadBalancerView;
import io.k8c.kubelb.manager.plan.Programming;
import io.k8c.kubelb.manager.plan.ProxyPlan;
import io.k8c.kubelb.manager.plan.ProxyWorkload;
import io.k8c.kubelb.xds.server.Progress;
import io.k8c.kubelb.xds.server.Proxies;
import io.k8c.kubelb.xds.server.Rejection;

/** What the proxies made of a load balancer, wherever they are connected. */
public final class ProgrammingView {
  private final Proxies proxies;
  private final HubCaches caches;

  public ProgrammingView(Proxies proxies, HubCaches caches) {
    this.proxies = proxies;
    this.caches = caches;
  }

  Programming of(LoadBalancerView view) {
    String namespace = view.loadBalancer().getMetadata().getNamespace();
    Progress progress =
        proxies.progress(
            ProxyWorkload.proxyId(namespace), view.loadBalancer().getMetadata().getName());
    boolean current =
        view.service()
            .map(service -> ProxyPlan.revision(view.loadBalancer(), service))
            .filter(progress.revision()::equals)
            .isPresent();
    return new Programming(
        ProxyReadiness.ready(caches, namespace) > 0,
        current && progress.accepted(),
        current
            ? progress.rejections().stream().map(Rejection::message).toList()
            : java.util.List.of());
  }
}
