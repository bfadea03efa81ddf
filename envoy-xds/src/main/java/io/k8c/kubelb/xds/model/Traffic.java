package io.k8c.kubelb.xds.model;

/** What a listener does with what it accepts. */
public sealed interface Traffic {
  /** Where the traffic goes. */
  Upstream upstream();

  /** Bytes of a TCP connection, passed on unread. */
  record Tcp(Upstream upstream) implements Traffic {}

  /** UDP datagrams, those of one client port kept together. */
  record Udp(Upstream upstream) implements Traffic {}
}
