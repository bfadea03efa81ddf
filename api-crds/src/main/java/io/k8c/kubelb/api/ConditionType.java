package io.k8c.kubelb.api;

/** Types of the conditions of our kinds. */
public final class ConditionType {
  /** The object is admitted. */
  public static final String ACCEPTED = "Accepted";

  /** Everything that it refers to is there and may be used. */
  public static final String RESOLVED_REFS = "ResolvedRefs";

  /** It has an address and ready proxies that serve it. */
  public static final String PROGRAMMED = "Programmed";

  /** The answer for people: it works. Of a load balancer, that traffic to each port flows. */
  public static final String READY = "Ready";

  /** There only where fields have no effect; the message names them. */
  public static final String UNSUPPORTED_FIELD = "UnsupportedField";

  /** Of a Tenant: its proxies run. */
  public static final String PROXY_READY = "ProxyReady";

  /** Of a SyncSecret: what it holds can be used. */
  public static final String SYNCED = "Synced";

  private ConditionType() {}
}
