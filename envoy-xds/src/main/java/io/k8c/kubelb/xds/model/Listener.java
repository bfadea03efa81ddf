package io.k8c.kubelb.xds.model;

/**
 * A port that the proxy listens on, on all its addresses.
 *
 * @param name unique in the proxy
 */
public record Listener(String name, int port, Traffic traffic) {
  public Listener {
    if (port < 1 || port > 65535) {
      throw new IllegalArgumentException("not a port: " + port);
    }
  }

  /** Transport protocol that the port is of. */
  public Protocol protocol() {
    return switch (traffic) {
      case Traffic.Tcp _, Traffic.Chains _ -> Protocol.TCP;
      case Traffic.Udp _, Traffic.Quic _ -> Protocol.UDP;
    };
  }
}
