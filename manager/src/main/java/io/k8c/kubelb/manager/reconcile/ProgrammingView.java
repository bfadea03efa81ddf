package io.k8c.kubelb.manager.reconcile;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.k8c.kubelb.kit.watch.Cached;
import io.k8c.kubelb.manager.feed.HubCaches;
import io.k8c.kubelb.manager.feed.ReplicaReport;
import io.k8c.kubelb.manager.feed.Standing;
import io.k8c.kubelb.manager.plan.LoadBalancerView;
import io.k8c.kubelb.manager.plan.Programming;
import io.k8c.kubelb.manager.plan.ProxyPlan;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What the proxies made of a load balancer, wherever they are connected: here, and by the reports
 * of the other replicas. A replica or proxy that stays silent holds nothing up for long.
 */
public final class ProgrammingView {
  private static final Duration SILENCE = Duration.ofSeconds(5);

  private final Standing standing;
  private final HubCaches caches;
  private final Cached<ConfigMap> reports;
  private final String ownReport;
  private final Clock clock;
  private final Map<String, Instant> partly = new ConcurrentHashMap<>();

  /**
   * @param ownReport name of the object with the report of this replica
   */
  public ProgrammingView(
      Standing standing,
      HubCaches caches,
      Cached<ConfigMap> reports,
      String ownReport,
      Clock clock) {
    this.standing = standing;
    this.caches = caches;
    this.reports = reports;
    this.ownReport = ownReport;
    this.clock = clock;
  }

  Programming of(LoadBalancerView view) {
    String namespace = view.loadBalancer().getMetadata().getNamespace();
    String name = view.loadBalancer().getMetadata().getName();
    int ready = ProxyReadiness.ready(caches, namespace);
    Optional<String> revision =
        view.service().map(service -> ProxyPlan.revision(view.loadBalancer(), service));
    if (revision.isEmpty()) {
      return new Programming(ready > 0, false, List.of());
    }
    List<ReplicaReport.Proxy> voices = voices(namespace, name);
    return new Programming(
        ready > 0,
        isAccepted(voices, ready, name, revision.get()),
        rejections(voices, name, revision.get()));
  }

  private List<ReplicaReport.Proxy> voices(String namespace, String name) {
    List<ReplicaReport.Proxy> voices = new ArrayList<>();
    standing.of(namespace, name).ifPresent(voices::add);
    for (ConfigMap report : reports.all()) {
      if (!report.getMetadata().getName().equals(ownReport)) {
        Optional.ofNullable(ReplicaReport.read(report).proxies().get(namespace))
            .ifPresent(voices::add);
      }
    }
    return voices;
  }

  /** A proxy that takes traffic but talks to no replica may not have it: it is waited for too. */
  private boolean isAccepted(
      List<ReplicaReport.Proxy> voices, int ready, String name, String revision) {
    List<ReplicaReport.Proxy> accepting =
        voices.stream().filter(voice -> revision.equals(voice.accepted().get(name))).toList();
    int having = accepting.stream().mapToInt(ReplicaReport.Proxy::streams).sum();
    if (accepting.isEmpty() || (accepting.size() == voices.size() && having >= ready)) {
      partly.remove(revision);
      return !accepting.isEmpty();
    }
    Instant since = partly.computeIfAbsent(revision, key -> clock.instant());
    return since.plus(SILENCE).isBefore(clock.instant());
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
