package io.k8c.kubelb.manager.plan;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.Optional;

/** A network in CIDR notation. */
record Network(InetAddress base, int prefix) {

  /**
   * Reads for instance {@code 192.0.2.0/24} or {@code 2001:db8::/32}.
   *
   * @throws IllegalArgumentException where it is not a network
   */
  static Network parse(String text) {
    int slash = text.indexOf('/');
    if (slash < 0 || text.contains("%")) {
      throw new IllegalArgumentException("not a network: " + text);
    }
    InetAddress base = InetAddress.ofLiteral(text.substring(0, slash));
    int prefix = Integer.parseInt(text.substring(slash + 1));
    if (prefix < 0 || prefix > base.getAddress().length * 8) {
      throw new IllegalArgumentException("not a network: " + text);
    }
    return new Network(base, prefix);
  }

  /** The same, empty where it is not a network. */
  static Optional<Network> read(String text) {
    try {
      return Optional.of(parse(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  boolean contains(InetAddress address) {
    byte[] ours = base.getAddress();
    byte[] theirs = address.getAddress();
    if (ours.length != theirs.length) {
      return false;
    }
    int whole = prefix / 8;
    if (!Arrays.equals(ours, 0, whole, theirs, 0, whole)) {
      return false;
    }
    int rest = prefix % 8;
    int mask = 0xff << (8 - rest);
    return rest == 0 || (ours[whole] & mask) == (theirs[whole] & mask);
  }
}
