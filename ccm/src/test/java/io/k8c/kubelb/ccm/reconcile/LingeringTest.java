package io.k8c.kubelb.ccm.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.k8c.kubelb.ccm.source.ObjectKey;
import io.k8c.kubelb.kit.testing.SetClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LingeringTest {
  private static final ObjectKey WEB = ObjectKey.service("shop", "web");

  private final SetClock clock = new SetClock();
  private final List<Duration> again = new ArrayList<>();
  private final Lingering lingering = new Lingering(clock, (_, pause) -> again.add(pause));

  @Test
  void whatNobodyNeedsStaysForAWhile() {
    // when
    boolean atOnce = lingering.isOver(WEB);
    clock.pass(again.getFirst());
    boolean later = lingering.isOver(WEB);

    // then
    assertThat(atOnce).isFalse();
    assertThat(later).isTrue();
  }

  @Test
  void whatIsNeededMeanwhileBeginsAnew() {
    // given
    boolean _ = lingering.isOver(WEB);
    clock.pass(again.getFirst());

    // when
    lingering.needed(WEB);

    // then
    assertThat(lingering.isOver(WEB)).isFalse();
  }
}
