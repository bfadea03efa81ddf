package io.k8c.kubelb.e2e.clusters;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;

/** How a stretch of traffic went. */
record Tally(int requests, List<String> failures, Slowest slowest, Duration time) {
  /** The slowest answer, and when its request was made. */
  record Slowest(Duration took, Duration at) {}

  Tally {
    failures = List.copyOf(failures);
  }

  void assertNoneFailed() {
    assertFailedAtMost(0);
  }

  /** As a share of all requests. */
  void assertFailedAtMost(double share) {
    System.out.println("  " + this);
    assertThat(failures)
        .as("failures of %d requests", requests)
        .hasSizeLessThanOrEqualTo((int) (requests * share));
    assertThat(requests).isPositive();
  }

  @Override
  public String toString() {
    return "%d requests in %.1f s, %d failed, slowest %d ms (made after %.1f s)"
        .formatted(
            requests,
            time.toMillis() / 1000.0,
            failures.size(),
            slowest.took().toMillis(),
            slowest.at().toMillis() / 1000.0);
  }
}
