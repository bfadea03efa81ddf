package io.k8c.kubelb.manager.route;

import io.k8c.kubelb.manager.route.spec.Hostname;
import io.k8c.kubelb.manager.route.spec.ListenerSpec;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** HTTPS listeners of one port that have hostnames in common; browsers may mix them up. */
final class Overlaps {
  private final Map<Integer, Set<Hostname>> names = new HashMap<>();
  private final Map<Integer, Set<Hostname>> common = new HashMap<>();

  void add(ListenerSpec listener) {
    if (listener.protocol().equals("HTTPS")) {
      names.computeIfAbsent(listener.port(), key -> new HashSet<>()).add(listener.hostname());
    }
  }

  /** Whether a listener has, once all are known. */
  boolean has(ListenerSpec listener) {
    return listener.protocol().equals("HTTPS")
        && common
            .computeIfAbsent(listener.port(), port -> common(names.getOrDefault(port, Set.of())))
            .contains(listener.hostname());
  }

  private static Set<Hostname> common(Set<Hostname> names) {
    Set<Hostname> common = new HashSet<>();
    for (Hostname name : names) {
      for (Hostname wider : name.andWider()) {
        if (!wider.equals(name) && names.contains(wider)) {
          common.add(name);
          common.add(wider);
        }
      }
    }
    return common;
  }
}
