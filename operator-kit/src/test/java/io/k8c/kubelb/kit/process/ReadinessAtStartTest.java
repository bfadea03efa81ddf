package io.k8c.kubelb.kit.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReadinessAtStartTest {
  private final Health health = new Health(Clock.systemUTC());

  @Test
  void aProcessThatHasSetNoConditionYetIsNotReady() {
    assertThat(health.readyPage().status()).isEqualTo(503);

    health.ready("caches", Optional::empty);

    assertThat(health.readyPage().status()).isEqualTo(200);
  }
}
