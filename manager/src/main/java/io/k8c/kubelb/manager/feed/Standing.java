package io.k8c.kubelb.manager.feed;

import io.k8c.kubelb.api.ConditionType;
import io.k8c.kubelb.api.LoadBalancer;
import io.k8c.kubelb.kit.Conditions;
import io.k8c.kubelb.kit.watch.Cached;
import io.k8c.kubelb.manager.plan.ProxyWorkload;
import io.k8c.kubelb.xds.model.ProxyId;
import io.k8c.kubelb.xds.server.Progress;
import io.k8c.kubelb.xds.server.Proxies;
import io.k8c.kubelb.xds.server.Rejection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** What this replica knows of its proxies, as a value. */
public final class Standing {
  private final Proxies proxies;
  private final Cached<LoadBalancer> loadBalancers;

  public Standing(Proxies proxies, Cached<LoadBalancer> loadBalancers) {
    this.proxies = proxies;
    this.loadBalancers = loadBalancers;
  }

  /** Everything that a leader elsewhere has to know. */
  public ReplicaReport report() {
    Map<String, ReplicaReport.Proxy> report = new HashMap<>();
    for (ProxyId proxy : proxies.ids()) {
      int streams = proxies.serving(proxy);
      if (streams > 0) {
        report.put(proxy.name(), report(proxy, streams));
      }
    }
    return new ReplicaReport(report);
  }

  private ReplicaReport.Proxy report(ProxyId proxy, int streams) {
    Map<String, String> accepted = new HashMap<>();
    Map<String, ReplicaReport.Rejected> rejected = new HashMap<>();
    for (LoadBalancer owner : loadBalancers.inNamespace(proxy.name())) {
      String name = owner.getMetadata().getName();
      Progress progress = proxies.progress(proxy, name);
      if (!progress.rejections().isEmpty()) {
        rejected.put(name, new ReplicaReport.Rejected(progress.revision(), messages(progress)));
      } else if (progress.accepted() && !isProgrammed(owner)) {
        accepted.put(name, progress.revision());
      }
    }
    return new ReplicaReport.Proxy(streams, accepted, rejected);
  }

  /** What the own proxies of this replica made of a load balancer; empty where it has none. */
  public Optional<ReplicaReport.Proxy> of(String namespace, String loadBalancer) {
    ProxyId proxy = ProxyWorkload.proxyId(namespace);
    Progress progress = proxies.progress(proxy, loadBalancer);
    if (progress.streams() == 0) {
      return Optional.empty();
    }
    return Optional.of(
        new ReplicaReport.Proxy(
            progress.streams(),
            progress.accepted() ? Map.of(loadBalancer, progress.revision()) : Map.of(),
            progress.rejections().isEmpty()
                ? Map.of()
                : Map.of(
                    loadBalancer,
                    new ReplicaReport.Rejected(progress.revision(), messages(progress)))));
  }

  private static List<String> messages(Progress progress) {
    return progress.rejections().stream().map(Rejection::message).distinct().toList();
  }

  /** Whether the status says that the current spec is served. */
  static boolean isProgrammed(LoadBalancer owner) {
    LoadBalancer.Status status = owner.getStatus();
    return status != null
        && Conditions.find(status.conditions(), ConditionType.PROGRAMMED)
            .filter(found -> "True".equals(found.getStatus()))
            .filter(
                found ->
                    Objects.equals(
                        found.getObservedGeneration(), owner.getMetadata().getGeneration()))
            .isPresent();
  }
}
