package io.k8c.kubelb.manager.route.spec;

import io.k8c.kubelb.api.Durations;
import io.k8c.kubelb.xds.model.Retry;
import io.k8c.kubelb.xds.model.Timeouts;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** How long requests may take, and how often they are tried again. */
final class TimeLimits {
  private static final int DEFAULT_ATTEMPTS = 2;
  private static final int MOST_ATTEMPTS = 100;

  private TimeLimits() {}

  /** Reads {@code timeouts}; zero is for ever. */
  static Timeouts timeouts(Tree tree, Findings findings) {
    return new Timeouts(
        duration(tree, "request", findings).filter(Duration::isPositive),
        duration(tree, "backendRequest", findings).filter(Duration::isPositive));
  }

  /** Reads {@code retry}. */
  static Optional<Retry> retry(Tree rule, Findings findings) {
    return rule.find("retry").map(tree -> retryOf(tree, findings));
  }

  private static Retry retryOf(Tree tree, Findings findings) {
    List<Integer> codes =
        tree.at("codes").node().valueStream().map(code -> code.asInt(0)).distinct().toList();
    codes.stream()
        .filter(code -> code < 400 || code > 599)
        .forEach(
            code ->
                findings.unsupported(
                    "status " + code + " cannot be tried again; use codes from 400 to 599"));
    int attempts = tree.integer("attempts").orElse(DEFAULT_ATTEMPTS);
    if (attempts < 1 || attempts > MOST_ATTEMPTS) {
      findings.unsupported(attempts + " attempts cannot be made; use 1 to " + MOST_ATTEMPTS);
    }
    return new Retry(attempts, codes, duration(tree, "backoff", findings));
  }

  /** A time of a field, unless it is none. */
  static Optional<Duration> duration(Tree tree, String field, Findings findings) {
    Optional<String> text = tree.text(field);
    if (text.isPresent() && !text.get().matches(Durations.PATTERN)) {
      findings.unsupported(
          field
              + " "
              + Findings.shown(text.get())
              + " is not a duration; write it like 10s, 500ms or 1m30s");
      return Optional.empty();
    }
    return text.map(Durations::parse);
  }
}
