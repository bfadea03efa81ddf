package io.k8c.kubelb.manager.reconcile;

import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.k8c.kubelb.api.LoadBalancer;
import io.k8c.kubelb.manager.feed.HubCaches;
import io.k8c.kubelb.manager.feed.ReplicaReport;
import io.k8c.kubelb.manager.feed.ReplicaReports;
import io.k8c.kubelb.manager.feed.RouteFeed;
import io.k8c.kubelb.manager.feed.Standing;
import io.k8c.kubelb.manager.plan.LoadBalancerView;
import io.k8c.kubelb.manager.plan.Programming;
import io.k8c.kubelb.manager.plan.ProxyPlan;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the proxies made of a load balancer, wherever they are connected: here, and by the reports
 * of the other replicas. A replica or proxy that stays silent holds nothing up for long.
 */
public final class ProgrammingView {
  private final Standing standing;
  private final HubCaches caches;
  private final ReplicaReports reports;
  private final String ownReport;
  private final Silence silence;

  /**
   * @param ownReport name of the object with the report of this replica
   */
  public ProgrammingView(Standing standing, HubCaches caches, String ownReport, Clock clock) {
    this.standing = standing;
    this.caches = caches;
    this.reports = new ReplicaReports(caches.reports()::all);
    this.ownReport = ownReport;
    this.silence = new Silence(clock);
  }

  Programming of(LoadBalancerView view) {
    return of(
        ResourceID.fromResource(view.loadBalancer()),
        view.service().map(service -> ProxyPlan.revision(view.loadBalancer(), service)));
  }

  /**
   * What they made of a Gateway. A replica that has just begun to lead does not take back what
   * holds.
   */
  public Programming ofGateway(String namespace, String route) {
    String source = RouteFeed.gateway(route);
    Programming now = of(new ResourceID(source, namespace), standing.revision(namespace, source));
    boolean held = now.rejections().isEmpty() && standing.isGatewayProgrammed(namespace, route);
    return held ? new Programming(true, true, List.of()) : now;
  }

  private Programming of(ResourceID id, Optional<String> revision) {
    int ready = ProxyReadiness.ready(caches, namespace(id));
    if (revision.isEmpty()) {
      return new Programming(ready > 0, false, List.of());
    }
    List<ReplicaReport.Proxy> voices = voices(id);
    return new Programming(
        ready > 0,
        isAccepted(voices, ready, id, revision.get()),
        rejections(voices, id.getName(), revision.get()));
  }

  /** The load balancer is gone. */
  void forget(LoadBalancer owner) {
    silence.over(ResourceID.fromResource(owner));
  }

  private static String namespace(ResourceID id) {
    return id.getNamespace().orElseThrow();
  }

  private List<ReplicaReport.Proxy> voices(ResourceID id) {
    return Stream.concat(
            standing.of(namespace(id), id.getName()).stream(),
            reports.ofOthers(ownReport, namespace(id)))
        .toList();
  }

  /** A proxy that takes traffic but talks to no replica may not have it: it is waited for too. */
  private boolean isAccepted(
      List<ReplicaReport.Proxy> voices, int ready, ResourceID id, String revision) {
    List<ReplicaReport.Proxy> accepting =
        voices.stream()
            .filter(voice -> revision.equals(voice.accepted().get(id.getName())))
            .toList();
    int having = accepting.stream().mapToInt(ReplicaReport.Proxy::streams).sum();
    if (accepting.isEmpty() || (accepting.size() == voices.size() && having >= ready)) {
      silence.over(id);
      return !accepting.isEmpty();
    }
    return silence.isTooLong(id, revision);
  }

  private static List<String> rejections(
      List<ReplicaReport.Proxy> voices, String name, String revision) {
    return voices.stream()
        .map(voice -> voice.rejected().get(name))
        .filter(rejected -> rejected != null && rejected.revision().equals(revision))
        .flatMap(rejected -> rejected.messages().stream())
        .distinct()
        .toList();
  }
}
