package io.k8c.kubelb.api;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Type of the hub Service that offers a load balancer. */
public enum ServiceType {
  @JsonProperty("ClusterIP")
  CLUSTER_IP("ClusterIP"),
  @JsonProperty("NodePort")
  NODE_PORT("NodePort"),
  @JsonProperty("LoadBalancer")
  LOAD_BALANCER("LoadBalancer");

  private final String kubernetes;

  ServiceType(String kubernetes) {
    this.kubernetes = kubernetes;
  }

  /** As {@code Service.spec.type} spells it. */
  public String kubernetes() {
    return kubernetes;
  }
}
