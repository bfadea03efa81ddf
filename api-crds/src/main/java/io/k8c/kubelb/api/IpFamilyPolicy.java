package io.k8c.kubelb.api;

import com.fasterxml.jackson.annotation.JsonProperty;

/** {@code Service.spec.ipFamilyPolicy} of the hub Service. */
public enum IpFamilyPolicy {
  @JsonProperty("SingleStack")
  SINGLE_STACK("SingleStack"),
  @JsonProperty("PreferDualStack")
  PREFER_DUAL_STACK("PreferDualStack"),
  @JsonProperty("RequireDualStack")
  REQUIRE_DUAL_STACK("RequireDualStack");

  private final String kubernetes;

  IpFamilyPolicy(String kubernetes) {
    this.kubernetes = kubernetes;
  }

  /** As {@code Service.spec.ipFamilyPolicy} spells it. */
  public String kubernetes() {
    return kubernetes;
  }
}
