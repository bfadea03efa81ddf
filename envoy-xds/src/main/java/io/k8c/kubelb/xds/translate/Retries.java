package io.k8c.kubelb.xds.translate;

import static io.k8c.kubelb.xds.translate.Messages.duration;
import static io.k8c.kubelb.xds.translate.Messages.pack;

import com.google.protobuf.UInt32Value;
import io.envoyproxy.envoy.config.core.v3.BackoffStrategy;
import io.envoyproxy.envoy.config.route.v3.RetryPolicy;
import io.envoyproxy.envoy.config.route.v3.RetryPolicy.RetryBackOff;
import io.envoyproxy.envoy.config.route.v3.RetryPolicy.RetryHostPredicate;
import io.envoyproxy.envoy.extensions.retry.host.previous_hosts.v3.PreviousHostsPredicate;
import io.k8c.kubelb.xds.model.Retry;
import java.time.Duration;
import java.util.Optional;

/** When Envoy asks again. */
final class Retries {
  /** No upstream has seen the request in these cases, so that asking another one is safe. */
  private static final String UNSENT = "connect-failure,refused-stream,reset-before-request";

  /** An upstream that hangs up or is too slow is no answer either for who wants retries. */
  private static final String UNANSWERED = UNSENT + ",reset";

  private static final String CODES = ",retriable-status-codes";

  /** As many as a TCP connection gets. */
  private static final int UNSENT_RETRIES = Listeners.CONNECT_ATTEMPTS - 1;

  private static final Duration BACKOFF = Duration.ofMillis(25);

  private Retries() {}

  /** For requests of which nothing else is said. */
  static RetryPolicy usual() {
    return elsewhere().setRetryOn(UNSENT).setNumRetries(UInt32Value.of(UNSENT_RETRIES)).build();
  }

  /** For requests of Envoy's own; the longest back-off is how long it waits for an answer too. */
  static io.envoyproxy.envoy.config.core.v3.RetryPolicy own(Duration patience) {
    return io.envoyproxy.envoy.config.core.v3.RetryPolicy.newBuilder()
        .setRetryOn(UNSENT)
        .setNumRetries(UInt32Value.of(UNSENT_RETRIES))
        .setRetryBackOff(
            BackoffStrategy.newBuilder()
                .setBaseInterval(duration(BACKOFF))
                .setMaxInterval(duration(patience)))
        .addRetryHostPredicate(
            io.envoyproxy.envoy.config.core.v3.RetryPolicy.RetryHostPredicate.newBuilder()
                .setName(Names.PREVIOUS_HOSTS)
                .setTypedConfig(pack(PreviousHostsPredicate.getDefaultInstance())))
        .setHostSelectionRetryMaxAttempts(Listeners.CONNECT_ATTEMPTS)
        .build();
  }

  /** For requests of which something is said; the usual one does not count for them then. */
  static Optional<RetryPolicy> policy(Optional<Retry> wanted, Optional<Duration> attempt) {
    if (wanted.isEmpty() && attempt.isEmpty()) {
      return Optional.empty();
    }
    RetryPolicy.Builder policy = wanted.map(Retries::policy).orElse(usual()).toBuilder();
    attempt.ifPresent(time -> policy.setPerTryTimeout(duration(time)));
    return Optional.of(policy.build());
  }

  private static RetryPolicy policy(Retry retry) {
    RetryPolicy.Builder policy =
        elsewhere()
            .setRetryOn(retry.codes().isEmpty() ? UNANSWERED : UNANSWERED + CODES)
            .setNumRetries(UInt32Value.of(retry.attempts()))
            .addAllRetriableStatusCodes(retry.codes());
    retry
        .backoff()
        .filter(Duration::isPositive)
        .ifPresent(
            time ->
                policy.setRetryBackOff(RetryBackOff.newBuilder().setBaseInterval(duration(time))));
    return policy.build();
  }

  /** Prefers endpoints that were not tried yet. */
  private static RetryPolicy.Builder elsewhere() {
    return RetryPolicy.newBuilder()
        .addRetryHostPredicate(
            RetryHostPredicate.newBuilder()
                .setName(Names.PREVIOUS_HOSTS)
                .setTypedConfig(pack(PreviousHostsPredicate.getDefaultInstance())))
        .setHostSelectionRetryMaxAttempts(Listeners.CONNECT_ATTEMPTS);
  }
}
