package io.k8c.kubelb.manager.route.spec;

import io.k8c.kubelb.xds.model.Timeouts;
import java.time.Duration;
import java.util.Optional;

/** Annotations about how long things may take. */
final class NginxTimes {
  private static final int LONGEST = 86_400;
  private static final int LONGEST_CONNECT = 75;
  private static final int USUAL_SILENCE = 60;

  private NginxTimes() {}

  /**
   * Both times bound the silence between two pieces, which Envoy watches in both directions as one.
   * The time for reading counts, since clients wait for answers; with one for sending only, answers
   * have at least as long as ingress-nginx gives them. A time that does not count is told.
   */
  static Timeouts timeouts(NginxAnnotations annotations) {
    Optional<Integer> read = annotations.integer("proxy-read-timeout", 1, LONGEST);
    Optional<Integer> send = annotations.integer("proxy-send-timeout", 1, LONGEST);
    Optional<Integer> silence =
        read.or(() -> send.map(seconds -> Math.max(seconds, USUAL_SILENCE)));
    if (!send.equals(silence)) {
      send.ifPresent(seconds -> tell(annotations, read.isPresent()));
    }
    return new Timeouts(Optional.empty(), Optional.empty(), silence.map(Duration::ofSeconds));
  }

  private static void tell(NginxAnnotations annotations, boolean overruled) {
    annotations.remark(
        "proxy-send-timeout",
        overruled
            ? "has no effect beside proxy-read-timeout, which bounds the silence in both"
                + " directions; remove it or use the same time"
            : "is raised to "
                + USUAL_SILENCE
                + " seconds, since it bounds the silence in both directions; use"
                + " proxy-read-timeout for less");
  }

  static Optional<Duration> connect(NginxAnnotations annotations) {
    return annotations
        .integer("proxy-connect-timeout", 1, LONGEST_CONNECT)
        .map(Duration::ofSeconds);
  }
}
