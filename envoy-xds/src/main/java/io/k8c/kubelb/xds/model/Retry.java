package io.k8c.kubelb.xds.model;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * When a request is tried again.
 *
 * @param attempts after the first one
 * @param codes of answers that are no answer
 * @param backoff before the first further attempt
 */
public record Retry(int attempts, List<Integer> codes, Optional<Duration> backoff) {
  public Retry {
    codes = List.copyOf(codes);
  }
}
