package io.k8c.kubelb.xds.model;

/** Transport protocol of a listener. */
public enum Protocol {
  TCP,
  UDP
}
