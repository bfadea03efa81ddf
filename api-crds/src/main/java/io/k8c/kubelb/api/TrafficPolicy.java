package io.k8c.kubelb.api;

import com.fasterxml.jackson.annotation.JsonProperty;

/** {@code Service.spec.externalTrafficPolicy} of the hub Service. */
public enum TrafficPolicy {
  @JsonProperty("Cluster")
  CLUSTER("Cluster"),
  @JsonProperty("Local")
  LOCAL("Local");

  private final String kubernetes;

  TrafficPolicy(String kubernetes) {
    this.kubernetes = kubernetes;
  }

  /** As {@code Service.spec.externalTrafficPolicy} spells it. */
  public String kubernetes() {
    return kubernetes;
  }
}
