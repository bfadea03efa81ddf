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
  private final Map<Key, List<Set<String>>> held = new HashMap<>();
  private final Map<Key, List<Set<String>>> sent = new HashMap<>();
  private final Map<String, Integer> count = new HashMap<>();

  void sending(Key user, Set<String> clusters) {
    sent.computeIfAbsent(user, _ -> new ArrayList<>()).add(clusters);
    clusters.forEach(cluster -> count.merge(cluster, 1, Integer::sum));
  }

  /** Whether something is on its way or may have been kept although it was refused with others. */
  boolean isSent(Key user) {
    return sent.containsKey(user);
  }

  /** The last that was sent is held, but any that it replaces may be in use still. */
  void accepted(Key user) {
    List<Set<String>> all = sent.remove(user);
    if (all != null) {
      held.computeIfAbsent(user, _ -> new ArrayList<>()).addAll(all);
    }
  }

  /** Nothing but the last that was accepted is in use. */
  void settled(Key user) {
    List<Set<String>> all = held.get(user);
    if (all != null) {
      List<Set<String>> former = all.subList(0, all.size() - 1);
      former.forEach(this::drop);
      former.clear();
    }
  }

  /** Nothing of what was sent is held. */
  void refused(Key user) {
    drop(sent.remove(user));
  }

  /** Nothing of what was accepted is held. */
  void released(Key user) {
    drop(held.remove(user));
  }

  void gone(Key user) {
    released(user);
    refused(user);
  }

  boolean needs(String cluster) {
    return count.containsKey(cluster);
  }

  private void drop(@Nullable List<Set<String>> all) {
    if (all != null) {
      all.forEach(this::drop);
    }
  }

  private void drop(Set<String> clusters) {
    clusters.forEach(cluster -> count.computeIfPresent(cluster, (key, n) -> n > 1 ? n - 1 : null));
  }
}
