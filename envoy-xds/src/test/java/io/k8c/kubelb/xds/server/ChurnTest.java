package io.k8c.kubelb.xds.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Random changes, answers, refusals, pauses and reconnects in a random order, which is the same for
 * the same seed. After a change of the server let it run for longer, with {@code
 * -Dkubelb.churn.seeds=4000}: what is left to find is rare. With {@code -Dkubelb.churn.seed=1449}
 * only that one runs, and tells what happens.
 */
class ChurnTest {
  private static final int SEEDS = Integer.getInteger("kubelb.churn.seeds", 35);
  private static final int ONE = Integer.getInteger("kubelb.churn.seed", -1);
  private static final int STEPS = 400;

  @ParameterizedTest(name = "{0} % bad, with reconnects: {1}")
  @CsvSource({"0, true", "3, true", "12, true", "0, false", "12, false"})
  void listenersNeverLeadToNothingAndInTheEndAllIsThere(int badPercent, boolean reconnects) {
    int from = Math.max(ONE, 0);
    int to = ONE < 0 ? SEEDS : ONE + 1;
    Consumer<Object> diary = ONE < 0 ? _ -> {} : System.out::println;
    for (int seed = from; seed < to; seed++) {
      // given
      Churn churn = new Churn(seed, badPercent, reconnects, diary);

      // when
      for (int step = 0; step < STEPS; step++) {
        churn.step();
        assertThat(churn.envoy.faults()).as("seed %d step %d", seed, step).isEmpty();
      }
      churn.settle();

      // then
      churn.isServed();
      churn.mend();
      assertThat(churn.envoy.holds()).as("seed %d", seed).isEqualTo(churn.wanted());
      assertThat(churn.envoy.warming()).as("seed %d: waits for endpoints", seed).isEmpty();
      assertThat(churn.envoy.faults()).as("seed %d", seed).isEmpty();
    }
  }
}
