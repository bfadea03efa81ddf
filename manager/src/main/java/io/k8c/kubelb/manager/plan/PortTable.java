package io.k8c.kubelb.manager.plan;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;

/**
 * Listener ports of a proxy: below the range from which kernels take ports for outgoing
 * connections, clear of node ports, above the proxy's own. What a port serves decides where the
 * search for a free one begins, so that tables made independently of each other mostly agree.
 */
public final class PortTable {
  public static final int FIRST = 10_000;
  public static final int LAST = 29_999;
  private static final int SIZE = LAST - FIRST + 1;

  private PortTable() {}

  /**
   * Gives every key a port: the one it had, or a free one.
   *
   * @param owner what the keys belong to, in words that stay the same
   * @param keys what needs a port
   * @param previous ports that the owner has now
   * @param taken whether another owner has a port
   * @return empty where the range is full
   */
  public static Optional<Map<PortKey, Integer>> assign(
      String owner, List<PortKey> keys, Map<PortKey, Integer> previous, IntPredicate taken) {
    Map<PortKey, Integer> assigned = new LinkedHashMap<>();
    for (PortKey key : keys) {
      Integer before = previous.get(key);
      if (before != null && isUsable(before) && !taken.test(before)) {
        assigned.put(key, before);
      }
    }
    for (PortKey key : keys) {
      if (!assigned.containsKey(key)) {
        int port = free(owner + "/" + key, taken, assigned);
        if (port == 0) {
          return Optional.empty();
        }
        assigned.put(key, port);
      }
    }
    return Optional.of(assigned);
  }

  static boolean isUsable(int port) {
    return port >= FIRST && port <= LAST;
  }

  private static int free(String start, IntPredicate taken, Map<PortKey, Integer> assigned) {
    int offset = Math.floorMod(mixed(start.hashCode()), SIZE);
    for (int i = 0; i < SIZE; i++) {
      int port = FIRST + (offset + i) % SIZE;
      if (!taken.test(port) && !assigned.containsValue(port)) {
        return port;
      }
    }
    return 0;
  }

  /** Spreads hashes of similar texts over the whole range. */
  private static int mixed(int hash) {
    int h = hash * 0x9E3779B9;
    return h ^ (h >>> 15);
  }
}
