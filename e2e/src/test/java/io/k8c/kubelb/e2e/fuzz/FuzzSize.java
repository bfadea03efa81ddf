package io.k8c.kubelb.e2e.fuzz;

import io.k8c.kubelb.e2e.lab.Toolchain;
import java.nio.file.Path;
import java.util.Optional;

/**
 * How much is tried, and with which chance: {@code -Dkubelb.fuzz.specs=10000 -Dkubelb.fuzz.seed=N}
 * is a whole run. Without a seed every run tries the same, so that a change is judged by itself.
 * {@code -Dkubelb.fuzz.json=FILE}, from the project's root, is where the figures go.
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

  static Optional<Path> json() {
    return Optional.ofNullable(System.getProperty("kubelb.fuzz.json"))
        .map(Toolchain.root()::resolve);
  }
}
