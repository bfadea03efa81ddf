package io.k8c.kubelb.manager.plan;

import com.fasterxml.jackson.databind.JsonNode;
import io.k8c.kubelb.api.EnvoyProxySettings;
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
          null, null, null, null, Map.of(), List.of(), null, null, null, null, null, null, null);
  private static final int REPLICAS = 3;

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
    DrainSettings drain = DrainSettings.of(config.gracefulShutdown());
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
        drain.shutdown(),
        drain.graceSeconds(),
        Optional.ofNullable(config.overloadManager())
            .filter(overload -> Boolean.TRUE.equals(overload.enabled())),
        Optional.ofNullable(config.podMonitor())
            .map(PodMonitor::enabled)
            .filter(Boolean.TRUE::equals)
            .isPresent());
  }
}
