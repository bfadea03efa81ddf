package io.k8c.kubelb.manager.reconcile;

import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How long some proxies have said nothing of a revision that others have taken over. One entry an
 * object at most, however many revisions it has.
 */
final class Silence {
  private static final Duration LONGEST = Duration.ofSeconds(5);

  private final Clock clock;
  private final Map<ResourceID, Begun> begun = new ConcurrentHashMap<>();

  Silence(Clock clock) {
    this.clock = clock;
  }

  /**
   * Whether the silence has lasted long enough not to be waited for; it begins when first asked.
   */
  boolean isTooLong(ResourceID id, String revision) {
    Instant now = clock.instant();
    Begun silence =
        begun.compute(
            id,
            (_, last) ->
                last != null && last.revision().equals(revision) ? last : new Begun(revision, now));
    return silence.at().plus(LONGEST).isBefore(now);
  }

  /** Nobody is waited for any more, or the object is gone. */
  void over(ResourceID id) {
    begun.remove(id);
  }

  private record Begun(String revision, Instant at) {}
}
