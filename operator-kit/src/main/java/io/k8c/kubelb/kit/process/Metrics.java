package io.k8c.kubelb.kit.process;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/** The metrics of the process and the page that is scraped. */
public final class Metrics {
  private static final Duration[] BUCKETS = {
    Duration.ofMillis(5),
    Duration.ofMillis(10),
    Duration.ofMillis(25),
    Duration.ofMillis(50),
    Duration.ofMillis(100),
    Duration.ofMillis(250),
    Duration.ofMillis(500),
    Duration.ofSeconds(1),
    Duration.ofSeconds(5),
    Duration.ofSeconds(30)
  };

  private final List<Present> presents = new CopyOnWriteArrayList<>();
  private final PrometheusRegistry prometheus = new PrometheusRegistry();
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(
          PrometheusConfig.DEFAULT, prometheus, io.micrometer.core.instrument.Clock.SYSTEM);

  /** Where meters are registered. */
  public MeterRegistry registry() {
    return registry;
  }

  /** A histogram of durations. */
  public Timer duration(String name, String description, Tags tags) {
    return Timer.builder(name)
        .description(description)
        .tags(tags)
        .serviceLevelObjectives(BUCKETS)
        .register(registry);
  }

  /**
   * Numbers of things that exist now, under a name that ends in {@code _total}: names that users
   * know, which the registry would keep for counters. They are written as gauges, since they fall.
   *
   * @param counts label value to number
   */
  public void present(
      String name, String description, String label, Supplier<Map<String, Integer>> counts) {
    presents.add(new Present(name, description, label, counts));
  }

  /** What is scraped. */
  public Endpoint.Page page() {
    return new Endpoint.Page(
        200, "text/plain; version=0.0.4; charset=utf-8", registry.scrape() + presents());
  }

  private String presents() {
    StringBuilder text = new StringBuilder();
    for (Present present : presents) {
      text.append("# HELP %s %s\n".formatted(present.name(), present.description()));
      text.append("# TYPE %s gauge\n".formatted(present.name()));
      present
          .counts()
          .get()
          .forEach(
              (value, count) ->
                  text.append(
                      "%s{%s=\"%s\"} %d\n"
                          .formatted(present.name(), present.label(), escaped(value), count)));
    }
    return text.toString();
  }

  private static String escaped(String value) {
    return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
  }

  private record Present(
      String name, String description, String label, Supplier<Map<String, Integer>> counts) {}
}
