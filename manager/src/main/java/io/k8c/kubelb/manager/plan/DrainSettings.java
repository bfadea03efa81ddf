package io.k8c.kubelb.manager.plan;

import io.k8c.kubelb.api.Durations;
import io.k8c.kubelb.api.EnvoyProxySettings.GracefulShutdown;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How proxies end: what was asked for, as far as it can be had.
 *
 * @param shutdown empty where proxies end at once
 * @param graceSeconds after which Kubernetes kills a proxy
 * @param problems what of it cannot be had, with the remedy
 */
record DrainSettings(
    Optional<ProxySettings.Shutdown> shutdown, int graceSeconds, List<String> problems) {
  private static final String FIELD = "spec.envoyProxy.gracefulShutdown.";
  private static final String GRACE = FIELD + "terminationGracePeriodSeconds";
  private static final String LONGEST = FIELD + "drainTimeout";
  private static final String SHORTEST = FIELD + "minDrainDuration";
  private static final int DEFAULT_GRACE_SECONDS = 300;
  private static final int HARD_GRACE_SECONDS = 5;
  private static final Duration DEFAULT_LONGEST = Duration.ofSeconds(60);
  private static final Duration DEFAULT_SHORTEST = Duration.ofSeconds(5);

  /** What a drained proxy needs to end by itself before it is killed. */
  private static final Duration EXIT = Duration.ofSeconds(5);

  DrainSettings {
    problems = List.copyOf(problems);
  }

  static DrainSettings of(@Nullable GracefulShutdown asked) {
    if (asked != null && Boolean.TRUE.equals(asked.disabled())) {
      return new DrainSettings(Optional.empty(), HARD_GRACE_SECONDS, List.of());
    }
    List<String> problems = new ArrayList<>();
    Duration longest =
        read(LONGEST, asked == null ? null : asked.drainTimeout(), DEFAULT_LONGEST, problems);
    Duration shortest =
        read(SHORTEST, asked == null ? null : asked.minDrainDuration(), DEFAULT_SHORTEST, problems);
    Integer seconds = asked == null ? null : asked.terminationGracePeriodSeconds();
    int grace = seconds == null ? DEFAULT_GRACE_SECONDS : seconds;
    if (shortest.compareTo(longest) > 0) {
      problems.add(
          "%s (%s) is longer than %s (%s), which counts; lower the first or raise the second"
              .formatted(SHORTEST, text(shortest), LONGEST, text(longest)));
      shortest = longest;
    }
    if (longest.toSeconds() >= grace) {
      Duration left = Duration.ofSeconds(Math.max(1, grace - EXIT.toSeconds()));
      problems.add(
          ("%s (%d) is not above %s (%s), so proxies drain for %s only; raise the first or lower the"
                  + " second")
              .formatted(GRACE, grace, LONGEST, text(longest), text(left)));
      longest = left;
    }
    return new DrainSettings(
        Optional.of(new ProxySettings.Shutdown(shorter(shortest, longest), longest)),
        grace,
        problems);
  }

  private static Duration read(
      String field, @Nullable String text, Duration otherwise, List<String> problems) {
    if (text == null || text.isEmpty()) {
      return otherwise;
    }
    try {
      return Durations.parse(text);
    } catch (IllegalArgumentException e) {
      problems.add(
          "%s (%s) is not a duration, %s is used; write it like 90s or 1m30s"
              .formatted(field, text, text(otherwise)));
      return otherwise;
    }
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? other : one;
  }

  private static String text(Duration duration) {
    return duration.toMillis() % 1000 == 0
        ? duration.toSeconds() + "s"
        : duration.toMillis() + "ms";
  }
}
