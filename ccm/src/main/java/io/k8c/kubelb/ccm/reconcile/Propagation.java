package io.k8c.kubelb.ccm.reconcile;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.k8c.kubelb.api.ConditionType;
import io.k8c.kubelb.kit.Conditions;
import io.k8c.kubelb.kit.process.Metrics;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Times changes from the moment the CCM sees them in the tenant cluster until the hub says that all
 * proxies have them. One clock measures both ends.
 */
public final class Propagation {
  private final Timer timer;
  private final Map<String, Change> waiting = new ConcurrentHashMap<>();

  public Propagation(Metrics metrics) {
    this.timer =
        metrics.duration(
            "kubelb.ccm.propagation.duration",
            "Time from a change in the tenant cluster until the hub's proxies have it",
            Tags.empty());
  }

  /** A change that was seen then is in the hub as this generation. */
  void began(HasMetadata carried, long seenNanos) {
    waiting.put(
        carried.getMetadata().getName(),
        new Change(carried.getMetadata().getGeneration(), seenNanos));
  }

  /** What the hub says of it by its conditions. */
  void observed(HasMetadata hub, List<Condition> conditions) {
    String name = hub.getMetadata().getName();
    Change change = waiting.get(name);
    if (change != null
        && isProgrammed(conditions, change.generation())
        && waiting.remove(name, change)) {
      timer.record(Duration.ofNanos(System.nanoTime() - change.seenNanos()));
    }
  }

  void over(String name) {
    waiting.remove(name);
  }

  private static boolean isProgrammed(List<Condition> conditions, long generation) {
    return Conditions.find(conditions, ConditionType.PROGRAMMED)
        .filter(found -> "True".equals(found.getStatus()))
        .filter(found -> found.getObservedGeneration() >= generation)
        .isPresent();
  }

  private record Change(long generation, long seenNanos) {}
}
