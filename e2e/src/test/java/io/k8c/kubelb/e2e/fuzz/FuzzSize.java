package io.k8c.kubelb.e2e.fuzz;

/**
 * How much is tried, and with which chance: {@code -Dkubelb.fuzz.specs=10000 -Dkubelb.fuzz.seed=N}
 * is a whole run.
 */
final class FuzzSize {
  private static final int USUAL = 1500;
  private static final int SEEDS = 1_000_000;

  private FuzzSize() {}

  static int specs() {
    return Integer.getInteger("kubelb.fuzz.specs", USUAL);
  }

  /** Another one for each run, unless one is named. */
  static long seed() {
    return Long.getLong("kubelb.fuzz.seed", Math.floorMod(System.nanoTime(), SEEDS));
  }
}
