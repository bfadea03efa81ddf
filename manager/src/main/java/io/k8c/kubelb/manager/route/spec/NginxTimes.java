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
   * have at least as long as ingress-nginx gives them.
   */
  static Timeouts timeouts(NginxAnnotations annotations) {
    Optional<Integer> read = annotations.integer("proxy-read-timeout", 1, LONGEST);
    Optional<Integer> send = annotations.integer("proxy-send-timeout", 1, LONGEST);
    return new Timeouts(
        Optional.empty(),
        Optional.empty(),
        read.or(() -> send.map(seconds -> Math.max(seconds, USUAL_SILENCE)))
            .map(Duration::ofSeconds));
  }

  static Optional<Duration> connect(NginxAnnotations annotations) {
    return annotations
        .integer("proxy-connect-timeout", 1, LONGEST_CONNECT)
        .map(Duration::ofSeconds);
  }
}
