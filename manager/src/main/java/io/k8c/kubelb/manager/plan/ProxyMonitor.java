package io.k8c.kubelb.manager.plan;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceBuilder;
import java.util.List;
import java.util.Map;

/** The object by which the Prometheus operator scrapes a tenant's proxy. */
public final class ProxyMonitor {
  /** Name of the PodMonitor in every tenant namespace. */
  public static final String NAME = "envoy-proxy";

  private ProxyMonitor() {}

  /** The PodMonitor. */
  public static GenericKubernetesResource of(ProxyHome home) {
    return new GenericKubernetesResourceBuilder()
        .withApiVersion("monitoring.coreos.com/v1")
        .withKind("PodMonitor")
        .withMetadata(home.metadata(NAME))
        .addToAdditionalProperties(
            "spec",
            Map.of(
                "selector", Map.of("matchLabels", ProxyWorkload.selector(home.namespace())),
                "podMetricsEndpoints",
                    List.of(Map.of("port", "operations", "path", "/stats/prometheus"))))
        .build();
  }
}
