package io.k8c.kubelb.ccm.reconcile;

import io.fabric8.kubernetes.api.model.Service;
import io.k8c.kubelb.kit.Note;
import io.k8c.kubelb.kit.apply.Events;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Tells once of each thing that a Service waits for; what soon passes is no news. */
final class LongWaits {
  private static final Duration WORTH_TELLING = Duration.ofSeconds(30);

  private final Events events;
  private final Clock clock;
  private final Map<String, Wait> waits = new ConcurrentHashMap<>();

  LongWaits(Events events, Clock clock) {
    this.events = events;
    this.clock = clock;
  }

  /**
   * Takes note of what a Service waits for now.
   *
   * @return when to look again, since nothing else may happen until the wait is worth telling
   */
  Optional<Duration> observed(Service service, Optional<Note> cause) {
    String uid = service.getMetadata().getUid();
    if (cause.isEmpty()) {
      over(uid);
      return Optional.empty();
    }
    Wait wait =
        waits.computeIfAbsent(uid, _ -> new Wait(clock.instant(), ConcurrentHashMap.newKeySet()));
    Duration left = WORTH_TELLING.minus(Duration.between(wait.since(), clock.instant()));
    if (left.isPositive()) {
      return Optional.of(left);
    }
    if (wait.told().add(cause.get().reason())) {
      events.tell(service, cause.get());
    }
    return Optional.empty();
  }

  /** The Service is not waiting any more, or gone. */
  void over(String uid) {
    waits.remove(uid);
  }

  private record Wait(Instant since, Set<String> told) {}
}
