package io.k8c.kubelb.ccm.reconcile;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.k8c.kubelb.api.LoadBalancer;
import io.k8c.kubelb.api.Wire;
import io.k8c.kubelb.kit.apply.Applier;
import io.k8c.kubelb.kit.process.Leadership;
import io.k8c.kubelb.kit.watch.Cached;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes from the hub what no Service stands for any more, because someone took our finalizer off
 * it while no CCM ran. What is found orphaned twice, half a minute apart, is deleted.
 */
public final class Orphans implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Orphans.class);
  private static final Duration FIRST = Duration.ofSeconds(30);
  private static final Duration AGAIN = Duration.ofMinutes(2);

  private final Cached<LoadBalancer> hub;
  private final Supplier<Set<String>> alive;
  private final Leadership leadership;
  private final KubernetesClient tenant;
  private final Applier toHub;
  private Set<String> suspects = Set.of();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().name("orphans").factory());

  /**
   * @param alive UIDs of all Services of the tenant cluster
   */
  public Orphans(
      Cached<LoadBalancer> hub, Supplier<Set<String>> alive, Leadership leadership, Sides sides) {
    this.hub = hub;
    this.alive = alive;
    this.leadership = leadership;
    this.tenant = sides.tenant();
    this.toHub = sides.toHub();
    schedule(FIRST);
  }

  private void schedule(Duration delay) {
    var _ = timer.schedule(this::look, delay.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void look() {
    try {
      if (leadership.isLeading()) {
        sweep();
      }
    } catch (RuntimeException e) {
      log.atWarn().setCause(e).log("hub not swept, trying again");
    } finally {
      schedule(suspects.isEmpty() ? AGAIN : FIRST);
    }
  }

  private void sweep() {
    Set<String> services = alive.get();
    Set<String> orphaned = new HashSet<>();
    for (LoadBalancer object : hub.all()) {
      String name = object.getMetadata().getName();
      if (isCarried(object) && !services.contains(name)) {
        orphaned.add(name);
        if (suspects.contains(name) && !exists(object)) {
          log.atInfo()
              .addKeyValue(
                  "namespace", object.getMetadata().getLabels().get(Wire.LABEL_ORIGIN_NAMESPACE))
              .addKeyValue("service", object.getMetadata().getLabels().get(Wire.LABEL_ORIGIN_NAME))
              .addKeyValue("hub-name", name)
              .log("no Service stands for it any more, removing it from the hub");
          toHub.delete(object);
        }
      }
    }
    suspects = orphaned;
  }

  /** The cache may be behind or broken; what is deleted was asked for by name. */
  private boolean exists(LoadBalancer object) {
    Map<String, String> labels = object.getMetadata().getLabels();
    Service found =
        tenant
            .services()
            .inNamespace(labels.get(Wire.LABEL_ORIGIN_NAMESPACE))
            .withName(labels.get(Wire.LABEL_ORIGIN_NAME))
            .get();
    return found != null && found.getMetadata().getUid().equals(object.getMetadata().getName());
  }

  /** Whether a CCM wrote it; what people or tools wrote into the namespace is theirs. */
  private static boolean isCarried(LoadBalancer object) {
    Map<String, String> labels = object.getMetadata().getLabels();
    return labels != null
        && labels.containsKey(Wire.LABEL_ORIGIN_NAME)
        && labels.containsKey(Wire.LABEL_ORIGIN_NAMESPACE)
        && (object.getMetadata().getAnnotations() == null
            || !object.getMetadata().getAnnotations().containsKey(Wire.ANNOTATION_CLI));
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
