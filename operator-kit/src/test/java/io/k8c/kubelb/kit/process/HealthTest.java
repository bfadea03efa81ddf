package io.k8c.kubelb.kit.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.k8c.kubelb.kit.testing.SetClock;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HealthTest {
  private final SetClock clock = new SetClock();
  private final Health health = new Health(clock);

  @Test
  void readyIsWhoHasNoProblem() {
    // given
    health.ready("caches", Optional::empty);

    // then
    assertThat(health.readyPage().status()).isEqualTo(200);
    assertThat(health.readyPage().text()).isEqualTo("[ok] caches\n");
  }

  @Test
  void oneProblemIsEnoughAndIsNamed() {
    // given
    health.ready("caches", Optional::empty);
    health.ready("hub", () -> Optional.of("cannot be reached; check the network"));

    // then
    assertThat(health.readyPage().status()).isEqualTo(503);
    assertThat(health.readyPage().text())
        .isEqualTo("[ok] caches\n[fail] hub: cannot be reached; check the network\n");
  }

  @Test
  void workThatGoesOnForLessThanFiveMinutesIsAlive() {
    // given
    Health.Work _ = health.begin("service shop/web");
    clock.pass(Duration.ofMinutes(5));

    // then
    assertThat(health.alivePage().status()).isEqualTo(200);
  }

  @Test
  void workThatNeverEndsIsNot() {
    // given
    Health.Work _ = health.begin("service shop/web");
    clock.pass(Duration.ofMinutes(5).plusSeconds(1));

    // then
    assertThat(health.alivePage().status()).isEqualTo(503);
    assertThat(health.alivePage().text())
        .isEqualTo(
            "[fail] progress: service shop/web has been running since 2026-01-01T12:00:00.123456Z\n");
  }

  @Test
  void workThatEndedIsForgotten() {
    // given
    health.begin("service shop/web").close();
    clock.pass(Duration.ofHours(1));

    // then
    assertThat(health.alivePage().text()).isEqualTo("[ok] progress\n");
  }
}
