package io.k8c.kubelb.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {

  @ParameterizedTest
  @CsvSource({
    "0s, PT0S",
    "90s, PT1M30S",
    "1m30s, PT1M30S",
    "1h, PT1H",
    "500ms, PT0.5S",
    "1h2m3s4ms, PT1H2M3.004S",
    "5m5m, PT10M"
  })
  void durationsAreSpeltAsInGo(String text, Duration duration) {
    assertThat(Durations.parse(text)).isEqualTo(duration);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "5", "s", "-5s", "1.5s", "5us", "5 s", "5S", "123456s", "1s1s1s1s1s"})
  void whatTheCrdDoesNotAcceptIsRefused(String text) {
    assertThatThrownBy(() -> Durations.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("not a duration: " + text);
  }
}
