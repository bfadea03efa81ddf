package io.k8c.kubelb.xds.bootstrap;

import com.google.protobuf.Any;
import com.google.protobuf.Duration;
import com.google.protobuf.Message;
import io.envoyproxy.envoy.config.overload.v3.OverloadAction;
import io.envoyproxy.envoy.config.overload.v3.OverloadManager;
import io.envoyproxy.envoy.config.overload.v3.ResourceMonitor;
import io.envoyproxy.envoy.config.overload.v3.ThresholdTrigger;
import io.envoyproxy.envoy.config.overload.v3.Trigger;
import io.envoyproxy.envoy.extensions.resource_monitors.downstream_connections.v3.DownstreamConnectionsConfig;
import io.envoyproxy.envoy.extensions.resource_monitors.fixed_heap.v3.FixedHeapConfig;

/** What a proxy does under too much load. */
final class OverloadLimits {
  private static final String HEAP = "envoy.resource_monitors.fixed_heap";
  private static final String CONNECTIONS =
      "envoy.resource_monitors.global_downstream_max_connections";
  private static final int REFRESH_NANOS = 250_000_000;

  private OverloadLimits() {}

  static OverloadManager of(BootstrapOptions.Overload limits) {
    OverloadManager.Builder manager =
        OverloadManager.newBuilder()
            .setRefreshInterval(Duration.newBuilder().setNanos(REFRESH_NANOS));
    limits
        .heapBytes()
        .ifPresent(
            bytes ->
                manager
                    .addResourceMonitors(
                        monitor(
                            HEAP, FixedHeapConfig.newBuilder().setMaxHeapSizeBytes(bytes).build()))
                    .addActions(action("envoy.overload_actions.shrink_heap", 0.95))
                    .addActions(action("envoy.overload_actions.stop_accepting_requests", 0.98))
                    .addActions(action("envoy.overload_actions.stop_accepting_connections", 0.98)));
    limits
        .connections()
        .ifPresent(
            count ->
                manager.addResourceMonitors(
                    monitor(
                        CONNECTIONS,
                        DownstreamConnectionsConfig.newBuilder()
                            .setMaxActiveDownstreamConnections(count)
                            .build())));
    return manager.build();
  }

  private static ResourceMonitor monitor(String name, Message config) {
    return ResourceMonitor.newBuilder().setName(name).setTypedConfig(Any.pack(config)).build();
  }

  private static OverloadAction action(String name, double threshold) {
    return OverloadAction.newBuilder()
        .setName(name)
        .addTriggers(
            Trigger.newBuilder()
                .setName(HEAP)
                .setThreshold(ThresholdTrigger.newBuilder().setValue(threshold)))
        .build();
  }
}
