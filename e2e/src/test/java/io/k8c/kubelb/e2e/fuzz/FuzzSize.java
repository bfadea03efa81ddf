package io.k8c.kubelb.e2e.fuzz;

/**
 * How much is tried, and with which chance: {@code -Dkubelb.fuzz.specs=10000 -Dkubelb.fuzz.seed=N}
 * is a whole run. Without a seed every run tries the same, so that a change is judged by itself.
 */
final class FuzzSize {
  private static final int USUAL = 1500;
  private static final long USUAL_SEED = 758_595;

  private FuzzSize() {}

  static int specs() {
    return Integer.getInteger("kubelb.fuzz.specs", USUAL);
  }

  static long seed() {
    return Long.getLong("kubelb.fuzz.seed", USUAL_SEED);
  }
}
