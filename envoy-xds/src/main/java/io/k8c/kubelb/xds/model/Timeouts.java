package io.k8c.kubelb.xds.model;

import java.time.Duration;
import java.util.Optional;

/**
 * How long things may take; what is left out may take for ever.
 *
 * @param request from the client's whole request to the whole answer, attempts included
 * @param attempt one attempt at an upstream
 * @param idle nothing moves in either direction
 */
public record Timeouts(
    Optional<Duration> request, Optional<Duration> attempt, Optional<Duration> idle) {
  /** As long as it takes. */
  public static final Timeouts NONE = new Timeouts(Optional.empty(), Optional.empty());

  /** Idle as long as any request may be. */
  public Timeouts(Optional<Duration> request, Optional<Duration> attempt) {
    this(request, attempt, Optional.empty());
  }
}
