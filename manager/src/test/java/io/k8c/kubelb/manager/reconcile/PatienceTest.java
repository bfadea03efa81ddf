package io.k8c.kubelb.manager.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.k8c.kubelb.kit.testing.SetClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PatienceTest {
  private final SetClock clock = new SetClock();
  private final Patience patience = new Patience(clock);

  @Test
  void aStateThatHasJustBegunIsNotWorthTelling() {
    assertThat(patience.wait("uid")).contains(Duration.ofSeconds(1));
    clock.pass(Duration.ofMillis(400));
    assertThat(patience.wait("uid")).contains(Duration.ofMillis(600));
  }

  @Test
  void aStateThatLastsIs() {
    // given
    var _ = patience.wait("uid");
    clock.pass(Duration.ofSeconds(1));

    // then
    assertThat(patience.wait("uid")).isEmpty();
    assertThat(patience.wait("other")).isPresent();
  }

  @Test
  void aStateThatPassedBeginsAnew() {
    // given
    var _ = patience.wait("uid");
    clock.pass(Duration.ofSeconds(1));

    // when
    patience.over("uid");

    // then
    assertThat(patience.wait("uid")).contains(Duration.ofSeconds(1));
  }
}
