package io.k8c.kubelb.kit.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class MetricsTest {
  private final Metrics metrics = new Metrics();

  @Test
  void thingsThatExistNowAreGaugesAlthoughTheirNameEndsInTotal() {
    // given
    Map<String, Integer> counts = new TreeMap<>(Map.of("shop", 2));
    metrics.present("kubelb_things_total", "Things that exist", "namespace", () -> counts);

    // then
    assertThat(page())
        .contains(
            """
            # HELP kubelb_things_total Things that exist
            # TYPE kubelb_things_total gauge
            kubelb_things_total{namespace="shop"} 2
            """);
    counts.put("shop", 0);
    assertThat(page()).contains("kubelb_things_total{namespace=\"shop\"} 0\n");
  }

  @Test
  void theNameIsThereBeforeTheFirstThingIs() {
    // given
    metrics.present("kubelb_things_total", "Things that exist", "namespace", Map::of);

    // then
    assertThat(page()).contains("# TYPE kubelb_things_total gauge\n");
  }

  @Test
  void aLabelValueCannotForgeALine() {
    // given
    metrics.present("x_total", "X", "l", () -> Map.of("a\"} 1\nfake_total{b=\"\\", 1));

    // then
    assertThat(page()).contains("x_total{l=\"a\\\"} 1\\nfake_total{b=\\\"\\\\\"} 1\n");
    assertThat(page().lines()).noneMatch(line -> line.startsWith("fake_total"));
  }

  @Test
  void durationsAreHistogramsInSeconds() {
    // when
    metrics.duration("kubelb.test.duration", "Time", Tags.empty()).record(Duration.ofMillis(20));

    // then
    assertThat(page())
        .contains(
            "# TYPE kubelb_test_duration_seconds histogram",
            "kubelb_test_duration_seconds_bucket{le=\"0.01\"} 0",
            "kubelb_test_duration_seconds_bucket{le=\"0.025\"} 1",
            "kubelb_test_duration_seconds_count 1");
  }

  @Test
  void thePageIsWhatPrometheusReads() {
    assertThat(metrics.page().status()).isEqualTo(200);
    assertThat(metrics.page().contentType()).startsWith("text/plain; version=0.0.4");
  }

  private String page() {
    return metrics.page().text();
  }
}
