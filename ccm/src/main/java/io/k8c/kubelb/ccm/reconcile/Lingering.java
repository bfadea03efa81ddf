package io.k8c.kubelb.ccm.reconcile;

import io.k8c.kubelb.ccm.source.ObjectKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;

/**
 * What nobody needs any more stays for a while: proxies go on using it until they have been told of
 * the change that made it superfluous, and who comes back soon finds the node port that nodes have
 * programmed already.
 */
final class Lingering {
  private static final Duration TIME = Duration.ofSeconds(30);

  private final Clock clock;
  private final BiConsumer<ObjectKey, Duration> again;
  private final Map<ObjectKey, Instant> since = new ConcurrentHashMap<>();

  /**
   * @param again asks to come back later
   */
  Lingering(Clock clock, BiConsumer<ObjectKey, Duration> again) {
    this.clock = clock;
    this.again = again;
  }

  void needed(ObjectKey key) {
    since.remove(key);
  }

  /** Whether an object has not been needed for long enough; otherwise this is asked again. */
  boolean isOver(ObjectKey key) {
    Instant now = clock.instant();
    Duration left = TIME.minus(Duration.between(since.computeIfAbsent(key, _ -> now), now));
    if (left.isPositive()) {
      again.accept(key, left);
      return false;
    }
    since.remove(key);
    return true;
  }
}
