package io.k8c.kubelb.manager.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.k8c.kubelb.kit.testing.SetClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PausesTest {
  private static final ResourceID TENANT = new ResourceID("one");

  private final SetClock clock = new SetClock();
  private final Pauses pauses = new Pauses(clock);

  @Test
  void whatDoesNotComeIsLookedAtEverMoreSeldomButNeverGivenUp() {
    // when
    List<Long> millis = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      Duration pause = pauses.next(TENANT, "first");
      millis.add(pause.toMillis());
      clock.pass(pause);
    }

    // then
    assertThat(millis)
        .containsExactly(
            500L, 500L, 1000L, 2000L, 4000L, 8000L, 16_000L, 30_000L, 30_000L, 30_000L);
  }

  @Test
  void looksForOtherReasonsMakeNoPauseLonger() {
    assertThat(pauses.next(TENANT, "first")).isEqualTo(Duration.ofMillis(500));
    assertThat(pauses.next(TENANT, "first")).isEqualTo(Duration.ofMillis(500));
  }

  @Test
  void pausesAreShortAgainWhereSomethingElseIsAwaited() {
    // given
    var _ = pauses.next(TENANT, "first");
    clock.pass(Duration.ofMinutes(1));

    // then
    assertThat(pauses.next(TENANT, "first")).isEqualTo(Duration.ofSeconds(30));
    assertThat(pauses.next(TENANT, "second")).isEqualTo(Duration.ofMillis(500));
  }

  @Test
  void pausesAreShortAgainOnceNothingWasAwaited() {
    // given
    var _ = pauses.next(TENANT, "first");
    clock.pass(Duration.ofMinutes(1));

    // when
    pauses.over(TENANT);

    // then
    assertThat(pauses.next(TENANT, "first")).isEqualTo(Duration.ofMillis(500));
  }
}
