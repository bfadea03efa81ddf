package io.k8c.kubelb.manager.route.spec;

/** What tells objects of a tenant cluster apart; the core group is empty. */
public record ObjectName(String group, String kind, String namespace, String name) {
  /** The group of Gateway API. */
  public static final String GATEWAY_API = "gateway.networking.k8s.io";

  @Override
  public String toString() {
    return kind + " " + namespace + "/" + name;
  }
}
