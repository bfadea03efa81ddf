package io.k8c.kubelb.kit.process;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.api.monitoring.Metrics;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts and times every reconciliation, reports it to {@link Health} and logs a failed one in a
 * line, so that no reconciler does any of it.
 */
final class Reconciliations implements Metrics {
  private static final Logger log = LoggerFactory.getLogger(Reconciliations.class);

  /** While an API server does not let us in, everything fails, and a line says it all. */
  private static final long QUIET_NANOS = Duration.ofMinutes(1).toNanos();

  /** Namespaces are users' text: beyond this many they share a label value. */
  private static final int NAMESPACES = 200;

  private final String program;
  private final io.k8c.kubelb.kit.process.Metrics metrics;
  private final Health health;
  private final Map<String, Timer> timers = new ConcurrentHashMap<>();
  private final AtomicLong told = new AtomicLong(System.nanoTime() - QUIET_NANOS);
  private final Set<String> namespaces = ConcurrentHashMap.newKeySet();

  Reconciliations(String program, io.k8c.kubelb.kit.process.Metrics metrics, Health health) {
    this.program = program;
    this.metrics = metrics;
    this.health = health;
  }

  @Override
  public <T> T timeControllerExecution(ControllerExecution<T> execution) throws Exception {
    long start = System.nanoTime();
    String namespace = execution.resourceID().getNamespace().orElse("");
    String result = "error";
    try (Health.Work _ = health.begin(execution.controllerName() + " " + execution.resourceID())) {
      T outcome = execution.execute();
      result = "success";
      return outcome;
    } finally {
      timer(execution.controllerName(), namespace, result)
          .record(Duration.ofNanos(System.nanoTime() - start));
    }
  }

  private Timer timer(String controller, String namespace, String result) {
    String label =
        namespaces.contains(namespace) || namespaces.size() < NAMESPACES ? namespace : "other";
    namespaces.add(label);
    return timers.computeIfAbsent(
        controller + "|" + label + "|" + result,
        key ->
            metrics.duration(
                "kubelb." + program + "." + controller + ".reconcile.duration",
                "Time that one reconciliation of a " + controller + " took",
                Tags.of("namespace", label, "result", result)));
  }

  @Override
  public void failedReconciliation(
      HasMetadata resource, @Nullable Exception failure, Map<String, Object> metadata) {
    if (isShutOut(failure) && isToldAlready()) {
      return;
    }
    log.atWarn()
        .addKeyValue(
            resource.getKind().toLowerCase(java.util.Locale.ROOT), resource.getMetadata().getName())
        .addKeyValue("namespace", resource.getMetadata().getNamespace())
        .setCause(failure)
        .log("reconciliation failed, trying again");
  }

  private static boolean isShutOut(@Nullable Exception failure) {
    return failure instanceof KubernetesClientException problem
        && (problem.getCode() <= 0 || problem.getCode() == HttpURLConnection.HTTP_UNAUTHORIZED);
  }

  private boolean isToldAlready() {
    long now = System.nanoTime();
    long last = told.get();
    return now - last < QUIET_NANOS || !told.compareAndSet(last, now);
  }
}
