package io.k8c.kubelb.api;

/** The transport protocols that KubeLB carries. */
public enum Protocol {
  TCP,
  UDP
}
