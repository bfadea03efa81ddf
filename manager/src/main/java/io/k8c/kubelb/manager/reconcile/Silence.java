package io.k8c.kubelb.manager.reconcile;

import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.time.Clock;
import java.time.Duration;

/** How long some proxies have said nothing of a revision that others have taken over. */
final class Silence {
  private static final Duration LONGEST = Duration.ofSeconds(5);

  private final Lasting silences;

  Silence(Clock clock) {
    this.silences = new Lasting(clock);
  }

  /**
   * Whether the silence has lasted long enough not to be waited for; it begins when first asked.
   */
  boolean isTooLong(ResourceID id, String revision) {
    return silences.since(id, revision).compareTo(LONGEST) > 0;
  }

  /** Nobody is waited for any more, or the object is gone. */
  void over(ResourceID id) {
    silences.over(id);
  }
}
