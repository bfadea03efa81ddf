package io.k8c.kubelb.api;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How addresses are given to the Ingresses of a tenant. */
public enum IngressAddresses {
  /** One address for all of them. */
  @JsonProperty("Shared")
  SHARED,
  /** An address for each. */
  @JsonProperty("PerIngress")
  PER_INGRESS
}
