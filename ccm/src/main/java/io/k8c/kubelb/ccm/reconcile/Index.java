package io.k8c.kubelb.ccm.reconcile;

import io.k8c.kubelb.ccm.source.ObjectKey;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Who refers to what, both ways, so that a change finds those that it concerns without a look at
 * all others. One thread at a time may speak for a source.
 */
final class Index {
  private final Map<ObjectKey, Set<ObjectKey>> sources = new ConcurrentHashMap<>();
  private final Map<ObjectKey, Set<ObjectKey>> targets = new ConcurrentHashMap<>();

  /** Notes that a source refers to a target. */
  void add(ObjectKey source, ObjectKey target) {
    put(targets, source, target);
    put(sources, target, source);
  }

  /** Notes that a source refers to these and no others; returns those that it did before. */
  Set<ObjectKey> retain(ObjectKey source, Set<ObjectKey> kept) {
    Set<ObjectKey> dropped = new HashSet<>(targets.getOrDefault(source, Set.of()));
    dropped.removeAll(kept);
    dropped.forEach(
        target -> {
          remove(targets, source, target);
          remove(sources, target, source);
        });
    kept.forEach(target -> add(source, target));
    return dropped;
  }

  /** Sources that refer to a target. */
  Set<ObjectKey> of(ObjectKey target) {
    return Set.copyOf(sources.getOrDefault(target, Set.of()));
  }

  /** Everything that some source refers to. */
  Set<ObjectKey> targets() {
    return Set.copyOf(sources.keySet());
  }

  boolean isReferred(ObjectKey target) {
    return sources.containsKey(target);
  }

  private static void put(Map<ObjectKey, Set<ObjectKey>> map, ObjectKey key, ObjectKey value) {
    var _ =
        map.compute(
            key,
            (_, values) -> {
              Set<ObjectKey> kept = values == null ? ConcurrentHashMap.newKeySet() : values;
              kept.add(value);
              return kept;
            });
  }

  private static void remove(Map<ObjectKey, Set<ObjectKey>> map, ObjectKey key, ObjectKey value) {
    var _ =
        map.computeIfPresent(
            key,
            (_, values) -> {
              values.remove(value);
              return values.isEmpty() ? null : values;
            });
  }
}
