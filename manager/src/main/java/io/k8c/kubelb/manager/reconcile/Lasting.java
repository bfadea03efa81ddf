package io.k8c.kubelb.manager.reconcile;

import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** How long objects have been in a state. One entry an object at most, however many states. */
final class Lasting {
  private final Clock clock;
  private final Map<ResourceID, Begun> begun = new ConcurrentHashMap<>();

  Lasting(Clock clock) {
    this.clock = clock;
  }

  /** How long the state has lasted; it begins when first asked for. */
  Duration since(ResourceID id, String state) {
    Instant now = clock.instant();
    Begun known =
        begun.compute(
            id,
            (_, last) -> last != null && last.state().equals(state) ? last : new Begun(state, now));
    return Duration.between(known.at(), now);
  }

  /** The state has passed, or the object is gone. */
  void over(ResourceID id) {
    begun.remove(id);
  }

  private record Begun(String state, Instant at) {}
}
