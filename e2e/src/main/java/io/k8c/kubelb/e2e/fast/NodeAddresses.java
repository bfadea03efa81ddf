package io.k8c.kubelb.e2e.fast;

import java.util.stream.IntStream;

/**
 * Addresses of tenant nodes that are played on this machine: in a loopback network that no other
 * run has, so that node ports, whoever chose them, are free there.
 */
public final class NodeAddresses {
  private static final int FIRST = 3;
  private static final int LAST = 254;
  private static final int ABOVE_PORTS = 100_000;
  private static final int NETWORK =
      IntStream.rangeClosed(FIRST, LAST)
          .filter(number -> Ports.isOurs(ABOVE_PORTS + number))
          .findFirst()
          .orElseThrow(() -> new IllegalStateException("too many runs on this machine"));

  private NodeAddresses() {}

  /** Address of a node, counted from 1. */
  public static String of(int node) {
    return "127.0." + NETWORK + "." + node;
  }
}
