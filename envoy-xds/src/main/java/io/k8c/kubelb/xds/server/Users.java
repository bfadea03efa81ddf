package io.k8c.kubelb.xds.server;

import io.k8c.kubelb.xds.translate.XdsResource.Key;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which clusters a client still needs because of the listeners and route tables that it holds or is
 * being sent.
 */
final class Users {
  private final Map<Key, Set<String>> held = new HashMap<>();
  private final Map<Key, List<Set<String>>> sent = new HashMap<>();
  private final Map<String, Integer> count = new HashMap<>();

  void sending(Key user, Set<String> clusters) {
    sent.computeIfAbsent(user, _ -> new ArrayList<>()).add(clusters);
    clusters.forEach(cluster -> count.merge(cluster, 1, Integer::sum));
  }

  void accepted(Key user) {
    List<Set<String>> all = sent.remove(user);
    if (all != null) {
      drop(held.put(user, all.removeLast()));
      all.forEach(this::drop);
    }
  }

  /** Nothing of what was sent is held. */
  void refused(Key user) {
    List<Set<String>> all = sent.remove(user);
    if (all != null) {
      all.forEach(this::drop);
    }
  }

  void gone(Key user) {
    drop(held.remove(user));
    refused(user);
  }

  boolean needs(String cluster) {
    return count.containsKey(cluster);
  }

  private void drop(@Nullable Set<String> clusters) {
    if (clusters != null) {
      clusters.forEach(
          cluster -> count.computeIfPresent(cluster, (key, n) -> n > 1 ? n - 1 : null));
    }
  }
}
