package io.k8c.kubelb.manager.plan;

import com.fasterxml.jackson.databind.JsonNode;
import io.k8c.kubelb.api.Durations;
import io.k8c.kubelb.api.EnvoyProxySettings;
import io.k8c.kubelb.api.EnvoyProxySettings.GracefulShutdown;
import io.k8c.kubelb.api.EnvoyProxySettings.OverloadManager;
import io.k8c.kubelb.api.EnvoyProxySettings.PodMonitor;
import io.k8c.kubelb.api.Resources;
import io.k8c.kubelb.api.Tenant.TenantProxySettings;
import io.k8c.kubelb.api.Toleration;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How the proxies of one tenant run, with every default filled in. */
public record ProxySettings(
    boolean daemonSet,
    int replicas,
    boolean onePerNode,
    Map<String, String> nodeSelector,
    List<Toleration> tolerations,
    Resources resources,
    Optional<JsonNode> affinity,
    Optional<Shutdown> shutdown,
    int graceSeconds,
    Optional<OverloadManager> overload,
    boolean podMonitor) {
  private static final EnvoyProxySettings NONE =
      new EnvoyProxySettings(
          null, null, null, null, Map.of(), List.of(), null, null, null, null, null, null);
  private static final int REPLICAS = 3;
  private static final int GRACE_SECONDS = 300;
  private static final int HARD_GRACE_SECONDS = 5;
  private static final Duration LONGEST_DRAIN = Duration.ofSeconds(60);
  private static final Duration SHORTEST_DRAIN = Duration.ofSeconds(5);

  public ProxySettings {
    nodeSelector = Map.copyOf(nodeSelector);
    tolerations = List.copyOf(tolerations);
  }

  /** How long proxies drain. */
  public record Shutdown(Duration shortest, Duration longest) {}

  static ProxySettings of(
      @Nullable EnvoyProxySettings configured, @Nullable TenantProxySettings tenant) {
    EnvoyProxySettings config = configured == null ? NONE : configured;
    Integer replicas = tenant == null ? null : tenant.replicas();
    Resources resources = tenant == null ? null : tenant.resources();
    Optional<Shutdown> shutdown = shutdown(config.gracefulShutdown());
    return new ProxySettings(
        Boolean.TRUE.equals(config.useDaemonset()),
        replicas != null ? replicas : config.replicas() != null ? config.replicas() : REPLICAS,
        Boolean.TRUE.equals(config.singlePodPerNode()),
        config.nodeSelector(),
        config.tolerations(),
        resources != null
            ? resources
            : config.resources() != null ? config.resources() : new Resources(Map.of(), Map.of()),
        Optional.ofNullable(config.affinity()),
        shutdown,
        shutdown.isPresent() ? grace(config.gracefulShutdown()) : HARD_GRACE_SECONDS,
        Optional.ofNullable(config.overloadManager())
            .filter(overload -> Boolean.TRUE.equals(overload.enabled())),
        Optional.ofNullable(config.podMonitor())
            .map(PodMonitor::enabled)
            .filter(Boolean.TRUE::equals)
            .isPresent());
  }

  private static Optional<Shutdown> shutdown(@Nullable GracefulShutdown graceful) {
    if (graceful == null) {
      return Optional.of(new Shutdown(SHORTEST_DRAIN, LONGEST_DRAIN));
    }
    if (Boolean.TRUE.equals(graceful.disabled())) {
      return Optional.empty();
    }
    Duration longest = duration(graceful.drainTimeout(), LONGEST_DRAIN);
    Duration shortest = duration(graceful.minDrainDuration(), SHORTEST_DRAIN);
    return Optional.of(new Shutdown(shortest.compareTo(longest) > 0 ? longest : shortest, longest));
  }

  private static int grace(@Nullable GracefulShutdown graceful) {
    Integer seconds = graceful == null ? null : graceful.terminationGracePeriodSeconds();
    return seconds == null ? GRACE_SECONDS : seconds;
  }

  private static Duration duration(@Nullable String text, Duration otherwise) {
    return text == null || text.isEmpty() ? otherwise : Durations.parse(text);
  }
}
