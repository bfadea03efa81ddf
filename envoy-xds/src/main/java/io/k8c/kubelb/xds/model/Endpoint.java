package io.k8c.kubelb.xds.model;

/**
 * One place that traffic goes to.
 *
 * @param address IP address, or a DNS name where {@code named}
 * @param named whether the proxy has to resolve the address
 */
public record Endpoint(String address, int port, boolean named) {
  public static Endpoint at(String ip, int port) {
    return new Endpoint(ip, port, false);
  }

  public static Endpoint named(String hostname, int port) {
    return new Endpoint(hostname, port, true);
  }
}
