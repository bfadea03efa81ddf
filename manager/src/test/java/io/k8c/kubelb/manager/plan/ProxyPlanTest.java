package io.k8c.kubelb.manager.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ProxyPlanTest {

  @Test
  void fewEndpointsAreCheckedEveryFiveSeconds() {
    assertThat(ProxyPlan.checkInterval(0)).isEqualTo(Duration.ofSeconds(5));
    assertThat(ProxyPlan.checkInterval(2_500)).isEqualTo(Duration.ofSeconds(5));
  }

  @Test
  void aProxyMakesAtMost500ChecksASecond() {
    assertThat(IntStream.of(1, 2_501, 5_000, 100_000, 5_000_000))
        .allSatisfy(
            endpoints ->
                assertThat(endpoints / ProxyPlan.checkInterval(endpoints).toSeconds())
                    .isLessThanOrEqualTo(500));
  }

  @Test
  void oneMoreEndpointSeldomChangesTheInterval() {
    assertThat(ProxyPlan.checkInterval(2_501)).isEqualTo(ProxyPlan.checkInterval(5_000));
  }
}
