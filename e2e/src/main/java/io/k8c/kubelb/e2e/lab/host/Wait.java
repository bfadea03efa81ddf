package io.k8c.kubelb.e2e.lab.host;

import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for something that nobody announces, by asking again and again. */
public record Wait(Duration timeout, Duration pause) {
  public static Wait upTo(Duration timeout) {
    return new Wait(timeout, Duration.ofMillis(50));
  }

  /** Returns as soon as the condition holds; {@code otherwise} is the message if it never does. */
  public void until(BooleanSupplier condition, Supplier<String> otherwise) {
    var _ = present(() -> Optional.of(condition.getAsBoolean()).filter(held -> held), otherwise);
  }

  /** The first value there is; {@code otherwise} is the message if there never is one. */
  public <T> T present(Supplier<Optional<T>> wanted, Supplier<String> otherwise) {
    long end = System.nanoTime() + timeout.toNanos();
    while (true) {
      Optional<T> found = wanted.get();
      if (found.isPresent()) {
        return found.get();
      }
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
