package io.k8c.kubelb.e2e.lab.host;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for something that nobody announces, by asking again and again. */
public record Wait(Duration timeout, Duration pause) {
  public static Wait upTo(Duration timeout) {
    return new Wait(timeout, Duration.ofMillis(50));
  }

  /** Returns as soon as the condition holds; {@code otherwise} is the message if it never does. */
  public void until(BooleanSupplier condition, Supplier<String> otherwise) {
    long end = System.nanoTime() + timeout.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new LabException(otherwise.get());
      }
      try {
        Thread.sleep(pause);
      } catch (InterruptedException e) {
        throw Interrupted.during("waiting", e);
      }
    }
  }
}
