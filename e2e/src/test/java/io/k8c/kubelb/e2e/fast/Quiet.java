package io.k8c.kubelb.e2e.fast;

import static io.k8c.kubelb.e2e.fast.Stage.eventually;

import java.time.Duration;
import java.util.function.Supplier;

/** Waits until something has stopped to change. */
final class Quiet {
  private static final Duration SETTLED = Duration.ofSeconds(3);

  private Quiet() {}

  /** Returns the result as soon as what is looked at has stayed the same for some seconds. */
  static <S, T> T until(Supplier<S> looked, Supplier<T> result) {
    var state =
        new Object() {
          S last = looked.get();
          long since = System.nanoTime();
        };
    eventually()
        .until(
            () -> {
              S now = looked.get();
              if (!now.equals(state.last)) {
                state.last = now;
                state.since = System.nanoTime();
              }
              return System.nanoTime() - state.since > SETTLED.toNanos();
            });
    return result.get();
  }
}
