package io.k8c.kubelb.e2e.lab.relay;

/**
 * One port that the relay offers, and the address in the lab that it leads to (on the same port).
 */
public record Door(Protocol protocol, int port, String target) {
  /** What the relay can carry. */
  public enum Protocol {
    TCP,
    UDP
  }
}
