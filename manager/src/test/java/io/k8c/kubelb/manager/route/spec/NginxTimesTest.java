package io.k8c.kubelb.manager.route.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Envoy has one time where ingress-nginx has two: one that does not count is never dropped unsaid.
 */
class NginxTimesTest {
  private static final String SEND = "proxy-send-timeout";

  @ParameterizedTest
  @CsvSource({"60", "61", "3600"})
  void aTimeForSendingAloneCountsForBothDirections(String seconds) {
    assertThat(silence(Map.of(SEND, seconds)))
        .contains(Duration.ofSeconds(Long.parseLong(seconds)));
    assertThat(Trees.ingress(Map.of(SEND, seconds)).findings()).isEmpty();
  }

  @Test
  void aShortOneIsRaisedAndTold() {
    assertThat(silence(Map.of(SEND, "59"))).contains(Duration.ofSeconds(60));
    assertThat(Trees.ingress(Map.of(SEND, "59")).findings())
        .containsExactly(
            new Finding(
                "UnsupportedField",
                "annotation nginx.ingress.kubernetes.io/proxy-send-timeout is raised to 60 seconds,"
                    + " since it bounds the silence in both directions; use proxy-read-timeout for"
                    + " less"));
  }

  @Test
  void besideATimeForReadingItHasNoEffectAndIsTold() {
    Map<String, String> both = Map.of(SEND, "100", "proxy-read-timeout", "30");

    assertThat(silence(both)).contains(Duration.ofSeconds(30));
    assertThat(Trees.ingress(both).findings())
        .extracting(Finding::message)
        .containsExactly(
            "annotation nginx.ingress.kubernetes.io/proxy-send-timeout has no effect beside"
                + " proxy-read-timeout, which bounds the silence in both directions; remove it or"
                + " use the same time");
  }

  @Test
  void twoEqualTimesAreBothInEffect() {
    Map<String, String> both = Map.of(SEND, "30", "proxy-read-timeout", "30");

    assertThat(silence(both)).contains(Duration.ofSeconds(30));
    assertThat(Trees.ingress(both).findings()).isEmpty();
  }

  private static Optional<Duration> silence(Map<String, String> annotations) {
    return Trees.ingress(annotations).policy().timeouts().idle();
  }
}
