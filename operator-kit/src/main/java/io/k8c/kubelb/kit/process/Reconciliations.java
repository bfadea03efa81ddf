package io.k8c.kubelb.kit.process;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.api.monitoring.Metrics;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

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
    return timed(
        execution.controllerName(),
        execution.resourceID().getNamespace().orElse(""),
        execution.resourceID().toString(),
        execution::execute);
  }

  /** Does and times the work of a controller on an object. */
  <T> T timed(String controller, String namespace, String name, Callable<T> work) throws Exception {
    long start = System.nanoTime();
    String result = "error";
    try (Health.Work _ = health.begin(controller + " " + name)) {
      T outcome = work.call();
      result = "success";
      return outcome;
    } finally {
      timer(controller, namespace, result).record(Duration.ofNanos(System.nanoTime() - start));
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
    failed(
        Map.of(
            resource.getKind().toLowerCase(java.util.Locale.ROOT),
            resource.getMetadata().getName(),
            "namespace",
            Objects.requireNonNullElse(resource.getMetadata().getNamespace(), "")),
        failure);
  }

  /** Logs a failure with the pairs that say what it is about. */
  void failed(Map<String, String> about, @Nullable Exception failure) {
    if (isShutOut(failure) && isToldAlready()) {
      return;
    }
    LoggingEventBuilder line = log.atWarn();
    for (Map.Entry<String, String> pair : new TreeMap<>(about).entrySet()) {
      line = line.addKeyValue(pair.getKey(), pair.getValue().isEmpty() ? null : pair.getValue());
    }
    line.setCause(failure).log("reconciliation failed, trying again");
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
