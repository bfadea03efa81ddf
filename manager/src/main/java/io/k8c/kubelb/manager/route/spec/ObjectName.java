package io.k8c.kubelb.manager.route.spec;

/** What tells objects of a tenant cluster apart; the core group is empty. */
public record ObjectName(String group, String kind, String namespace, String name) {
  /** The group of Gateway API. */
  public static final String GATEWAY_API = "gateway.networking.k8s.io";

  /** What is told where it is not there. */
  public String missing() {
    return this + " does not exist; create it, or correct the name";
  }

  /** What is told where it may not be referred to. */
  public String notGranted() {
    return this + " is in another namespace, and no ReferenceGrant there allows it; create one";
  }

  @Override
  public String toString() {
    return kind + " " + namespace + "/" + name;
  }
}
