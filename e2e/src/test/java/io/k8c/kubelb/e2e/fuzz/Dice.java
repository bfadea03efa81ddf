package io.k8c.kubelb.e2e.fuzz;

import java.util.List;
import java.util.Random;

/** Chance with a seed. */
final class Dice {
  private final Random random;

  Dice(long seed) {
    this.random = new Random(seed);
  }

  int below(int bound) {
    return random.nextInt(bound);
  }

  boolean chance(double probability) {
    return random.nextDouble() < probability;
  }

  <T> T of(List<T> some) {
    return some.get(below(some.size()));
  }
}
