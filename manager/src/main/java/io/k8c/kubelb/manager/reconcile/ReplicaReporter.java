package io.k8c.kubelb.manager.reconcile;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.k8c.kubelb.api.Wire;
import io.k8c.kubelb.kit.apply.Applier;
import io.k8c.kubelb.kit.process.Leadership;
import io.k8c.kubelb.kit.watch.Cached;
import io.k8c.kubelb.manager.feed.ReplicaReport;
import io.k8c.kubelb.manager.feed.Standing;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes what this replica knows of its proxies where the leader reads it: when that changes, at
 * most a few times a second, and not while this replica leads itself.
 */
public final class ReplicaReporter implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ReplicaReporter.class);
  private static final Duration BETWEEN_WRITES = Duration.ofMillis(250);

  private final Standing standing;
  private final Leadership leadership;
  private final Cached<ConfigMap> reports;
  private final Applier applier;
  private final ReplicaPod pod;
  private final Semaphore news = new Semaphore(0);
  private final Thread writer;

  public ReplicaReporter(
      Standing standing,
      Leadership leadership,
      Cached<ConfigMap> reports,
      Applier applier,
      ReplicaPod pod) {
    this.standing = standing;
    this.leadership = leadership;
    this.reports = reports;
    this.applier = applier;
    this.pod = pod;
    this.writer = Thread.ofVirtual().name("replica-report").start(this::write);
  }

  /** Something may have to be reported; returns at once. */
  public void changed() {
    if (news.availablePermits() == 0) {
      news.release();
    }
  }

  private void write() {
    try {
      while (true) {
        news.acquire();
        news.drainPermits();
        report();
        Thread.sleep(BETWEEN_WRITES);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void report() {
    ReplicaReport report = leadership.isLeading() ? ReplicaReport.NONE : standing.report();
    Optional<ConfigMap> before = reports.get(pod.namespace(), pod.name());
    if (before.isEmpty() && report.equals(ReplicaReport.NONE)) {
      return;
    }
    try {
      ConfigMap _ = applier.apply(object(report), before.orElse(null));
    } catch (KubernetesClientException e) {
      log.atWarn().setCause(e).log("report of this replica not written, trying again");
      news.release();
    }
  }

  private ConfigMap object(ReplicaReport report) {
    return new ConfigMapBuilder()
        .withNewMetadata()
        .withName(pod.name())
        .withNamespace(pod.namespace())
        .addToLabels(ReplicaReport.LABEL, "true")
        .addToLabels(Wire.LABEL_MANAGED_BY, Wire.MANAGED_BY)
        .withOwnerReferences(pod.owner().stream().toList())
        .endMetadata()
        .withData(report.data())
        .build();
  }

  @Override
  public void close() {
    writer.interrupt();
  }
}
