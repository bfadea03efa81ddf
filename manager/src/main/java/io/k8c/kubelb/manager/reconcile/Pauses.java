package io.k8c.kubelb.manager.reconcile;

import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.time.Clock;
import java.time.Duration;

/**
 * When to look again at what no watch tells of: after as long as it has lasted already, so that
 * what comes at once is seen at once and what never comes costs little.
 */
final class Pauses {
  private static final Duration SHORTEST = Duration.ofMillis(500);
  private static final Duration LONGEST = Duration.ofSeconds(30);

  private final Lasting waits;

  Pauses(Clock clock) {
    this.waits = new Lasting(clock);
  }

  /** How long to wait for this; the pauses are short again once it is another that is awaited. */
  Duration next(ResourceID id, String awaited) {
    Duration lasted = waits.since(id, awaited);
    if (lasted.compareTo(SHORTEST) < 0) {
      return SHORTEST;
    }
    return lasted.compareTo(LONGEST) < 0 ? lasted : LONGEST;
  }

  /** Nothing is waited for any more, or the object is gone. */
  void over(ResourceID id) {
    waits.over(id);
  }
}
