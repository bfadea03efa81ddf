package io.k8c.kubelb.xds.server;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Which clusters a client still needs because of the listeners that it holds or is being sent. */
final class Users {
  private final Map<String, Set<String>> held = new HashMap<>();
  private final Map<String, Set<String>> sent = new HashMap<>();
  private final Map<String, Integer> count = new HashMap<>();

  void sending(String user, Set<String> clusters) {
    drop(sent.put(user, clusters));
    clusters.forEach(cluster -> count.merge(cluster, 1, Integer::sum));
  }

  void accepted(String user) {
    Set<String> clusters = sent.remove(user);
    if (clusters != null) {
      drop(held.put(user, clusters));
    }
  }

  void refused(String user) {
    drop(sent.remove(user));
  }

  void gone(String user) {
    drop(held.remove(user));
    drop(sent.remove(user));
  }

  boolean needs(String cluster) {
    return count.containsKey(cluster);
  }

  private void drop(@org.jspecify.annotations.Nullable Set<String> clusters) {
    if (clusters != null) {
      clusters.forEach(
          cluster -> count.computeIfPresent(cluster, (key, n) -> n > 1 ? n - 1 : null));
    }
  }
}
