package io.k8c.kubelb.api;

import com.fasterxml.jackson.annotation.JsonProperty;

/** An entry of {@code Service.spec.ipFamilies} of the hub Service. */
public enum IpFamily {
  @JsonProperty("IPv4")
  IPV4("IPv4"),
  @JsonProperty("IPv6")
  IPV6("IPv6");

  private final String kubernetes;

  IpFamily(String kubernetes) {
    this.kubernetes = kubernetes;
  }

  /** As {@code Service.spec.ipFamilies} spells it. */
  public String kubernetes() {
    return kubernetes;
  }
}
