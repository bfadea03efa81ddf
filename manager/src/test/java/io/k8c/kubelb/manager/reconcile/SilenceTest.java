package io.k8c.kubelb.manager.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.k8c.kubelb.kit.testing.SetClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SilenceTest {
  private static final ResourceID WEB = new ResourceID("web", "tenant-one");

  private final SetClock clock = new SetClock();
  private final Silence silence = new Silence(clock);

  @Test
  void aSilenceIsWaitedForAWhileOnly() {
    assertThat(silence.isTooLong(WEB, "first")).isFalse();
    clock.pass(Duration.ofSeconds(5));
    assertThat(silence.isTooLong(WEB, "first")).isFalse();
    clock.pass(Duration.ofMillis(1));
    assertThat(silence.isTooLong(WEB, "first")).isTrue();
  }

  @Test
  void ofAnotherRevisionItBeginsAnew() {
    // given
    boolean _ = silence.isTooLong(WEB, "first");
    clock.pass(Duration.ofSeconds(6));

    // then
    assertThat(silence.isTooLong(WEB, "second")).isFalse();
    assertThat(silence.isTooLong(WEB, "first")).as("the former one is forgotten").isFalse();
  }

  @Test
  void whatIsOverIsForgotten() {
    // given
    boolean _ = silence.isTooLong(WEB, "first");
    clock.pass(Duration.ofSeconds(6));

    // when
    silence.over(WEB);

    // then
    assertThat(silence.isTooLong(WEB, "first")).isFalse();
  }
}
