package io.k8c.kubelb.xds.model;

/**
 * One place that traffic goes to.
 *
 * @param address IP address, or a DNS name where {@code named}
 * @param named whether the proxy has to resolve the address
 * @param weight of its share in relation to the others
 */
public record Endpoint(String address, int port, boolean named, int weight) {
  public Endpoint {
    if (weight < 1) {
      throw new IllegalArgumentException("not a weight: " + weight);
    }
  }

  public static Endpoint at(String ip, int port) {
    return new Endpoint(ip, port, false, 1);
  }

  public static Endpoint named(String hostname, int port) {
    return new Endpoint(hostname, port, true, 1);
  }

  /** The same place with another share. */
  public Endpoint weighing(int other) {
    return new Endpoint(address, port, named, other);
  }
}
