package io.k8c.kubelb.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.crd.generator.annotation.PreserveUnknownFields;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How the proxies of the tenants run. */
@ApiObject
public record EnvoyProxySettings(
    @JsonPropertyDescription(
            "shared: one proxy fleet for a tenant. The other values are accepted from old"
                + " installations and treated as shared.")
        @Default("shared")
        @Nullable Topology topology,
    @JsonPropertyDescription("Runs a proxy on every matching hub node instead of a fixed number.")
        @Nullable Boolean useDaemonset,
    @JsonPropertyDescription("Number of proxies for each tenant.") @Default("3") @Min(1) @Max(1000)
        @Nullable Integer replicas,
    @JsonPropertyDescription("Spreads the proxies of a tenant over hub nodes.")
        @Nullable Boolean singlePodPerNode,
    @JsonPropertyDescription("Labels that a hub node must carry to run proxies.") @Size(max = 32)
        Map<String, @Size(max = 63) String> nodeSelector,
    @JsonPropertyDescription("Taints of hub nodes that proxies tolerate.") @Size(max = 32)
        List<Toleration> tolerations,
    @JsonPropertyDescription("Compute resources of a proxy.") @Nullable Resources resources,
    @JsonPropertyDescription(
            "Affinity of the proxies' pods, as in a pod's spec (kubectl explain pod.spec.affinity).")
        @PreserveUnknownFields
        @Nullable JsonNode affinity,
    @JsonPropertyDescription("How proxies end without cutting connections.")
        @Nullable GracefulShutdown gracefulShutdown,
    @JsonPropertyDescription("What a proxy does under too much load.")
        @Nullable OverloadManager overloadManager,
    @JsonPropertyDescription("Scraping by the Prometheus operator.")
        @Nullable PodMonitor podMonitor,
    @JsonPropertyDescription("Limits on the headers of HTTP requests and responses.")
        @Nullable HeaderLimits headerLimits,
    @JsonPropertyDescription("How proxies take in HTTP requests.") @Nullable HttpSettings http) {
  public EnvoyProxySettings {
    nodeSelector = Copies.map(nodeSelector);
    tolerations = Copies.list(tolerations);
  }

  /** How tenants and proxy fleets relate. */
  public enum Topology {
    @JsonProperty("shared")
    SHARED,
    @JsonProperty("dedicated")
    DEDICATED,
    @JsonProperty("global")
    GLOBAL
  }

  /** How a proxy ends: it drains its connections first, as long as it may. */
  @ApiObject
  public record GracefulShutdown(
      @JsonPropertyDescription("Ends proxies at once, cutting their connections.")
          @Nullable Boolean disabled,
      @JsonPropertyDescription("Longest time that a proxy waits for its connections to end.")
          @Default("60s")
          @Pattern(Durations.PATTERN)
          @Size(max = 32)
          @Nullable String drainTimeout,
      @JsonPropertyDescription(
              "Shortest time that a proxy goes on accepting connections after it was told to end,"
                  + " so that load balancers notice.")
          @Default("5s")
          @Pattern(Durations.PATTERN)
          @Size(max = 32)
          @Nullable String minDrainDuration,
      @JsonPropertyDescription(
              "Seconds after which a proxy that still drains is killed; keep it above drainTimeout.")
          @Default("300")
          @Min(30)
          @Max(86400)
          @Nullable Integer terminationGracePeriodSeconds) {}

  /** What a proxy does under too much load. */
  @ApiObject
  public record OverloadManager(
      @JsonPropertyDescription("Switches the limits below on.") @Nullable Boolean enabled,
      @JsonPropertyDescription("Connections of clients that a proxy holds at most.") @Min(1)
          @Nullable Long maxActiveDownstreamConnections,
      @JsonPropertyDescription(
              "Heap in bytes: at 95 % a proxy gives memory back, at 98 % it refuses requests.")
          @Min(16777216)
          @Nullable Long maxHeapSizeBytes) {}

  /** Scraping by the Prometheus operator. */
  @ApiObject
  public record PodMonitor(
      @JsonPropertyDescription("Makes a PodMonitor for the proxies of each tenant.")
          @Nullable Boolean enabled) {}

  /** Limits on HTTP headers. */
  @ApiObject
  public record HeaderLimits(
      @JsonPropertyDescription("Size of all request headers in KiB.") @Min(1) @Max(8192)
          @Nullable Integer maxRequestHeadersKb,
      @JsonPropertyDescription("Number of request headers.") @Min(1) @Max(65535)
          @Nullable Integer maxRequestHeadersCount,
      @JsonPropertyDescription("Size of all response headers in KiB.") @Min(1) @Max(8192)
          @Nullable Integer maxResponseHeadersKb) {}
}
