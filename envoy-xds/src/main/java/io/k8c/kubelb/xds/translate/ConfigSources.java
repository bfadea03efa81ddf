package io.k8c.kubelb.xds.translate;

import io.envoyproxy.envoy.config.core.v3.AggregatedConfigSource;
import io.envoyproxy.envoy.config.core.v3.ApiVersion;
import io.envoyproxy.envoy.config.core.v3.ConfigSource;

/** Where a resource finds those that it names: on the stream that it came by itself. */
final class ConfigSources {
  private ConfigSources() {}

  static ConfigSource ads() {
    return ConfigSource.newBuilder()
        .setResourceApiVersion(ApiVersion.V3)
        .setAds(AggregatedConfigSource.getDefaultInstance())
        .build();
  }

  /**
   * Waits as long as it takes; after Envoy's default of 15 s a listener would go to work without
   * what it waits for, and its predecessor, which has everything, would end.
   */
  static ConfigSource patientAds() {
    return ads().toBuilder()
        .setInitialFetchTimeout(com.google.protobuf.Duration.getDefaultInstance())
        .build();
  }
}
