package io.k8c.kubelb.ccm.source;

/** Which addresses of the nodes the hub sends traffic to. */
public enum NodeAddressType {
  ExternalIP,
  InternalIP,
  Hostname
}
