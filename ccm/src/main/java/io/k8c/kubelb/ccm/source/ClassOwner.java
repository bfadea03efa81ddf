package io.k8c.kubelb.ccm.source;

/** Whom a class of Gateways or Ingresses names as its controller. */
public enum ClassOwner {
  US,
  OTHERS,
  /** There is no such class. */
  NOBODY
}
