package io.k8c.kubelb.e2e.bench;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;

/** Measured durations in milliseconds. */
@JsonPropertyOrder({"count", "p50", "p90", "p99", "max"})
public record Distribution(int count, double p50, double p90, double p99, double max) {

  /** Of single measurements in nanoseconds. */
  public static Distribution ofNanos(List<Long> nanos) {
    List<Long> sorted = nanos.stream().sorted().toList();
    return new Distribution(
        sorted.size(), at(sorted, 0.5), at(sorted, 0.9), at(sorted, 0.99), at(sorted, 1));
  }

  private static double at(List<Long> sorted, double share) {
    if (sorted.isEmpty()) {
      return Double.NaN;
    }
    int index = (int) Math.ceil(share * sorted.size()) - 1;
    return Math.round(sorted.get(Math.max(index, 0)) / 10_000.0) / 100.0;
  }
}
