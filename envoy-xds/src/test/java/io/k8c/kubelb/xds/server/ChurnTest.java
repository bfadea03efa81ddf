package io.k8c.kubelb.xds.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Random changes, answers, refusals, pauses and reconnects in a random order, which is the same for
 * the same seed.
 */
class ChurnTest {
  private static final int SEEDS = 4000;
  private static final int STEPS = 400;

  @ParameterizedTest(name = "{0} % bad, with reconnects: {1}")
  @CsvSource({"0, true", "3, true", "12, true", "0, false", "12, false"})
  void listenersNeverLeadToNothingAndInTheEndAllIsThere(int badPercent, boolean reconnects) {
    for (int seed = 0; seed < SEEDS; seed++) {
      // given
      Churn.TRACE = seed == Integer.parseInt(System.getenv().getOrDefault("SEED", "-1"));
      if (System.getenv("SEED") != null && Integer.parseInt(System.getenv("SEED")) != seed)
        continue;
      Churn churn = new Churn(seed, badPercent, reconnects);

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
