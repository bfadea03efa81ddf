package io.k8c.kubelb.ccm.reconcile;

import io.fabric8.kubernetes.api.model.Service;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** How many Services of each namespace the hub serves now. */
public final class ManagedServices {
  private final Map<String, Set<String>> byNamespace = new ConcurrentHashMap<>();

  void add(Service service) {
    byNamespace
        .computeIfAbsent(service.getMetadata().getNamespace(), key -> ConcurrentHashMap.newKeySet())
        .add(service.getMetadata().getName());
  }

  void remove(Service service) {
    Set<String> names = byNamespace.get(service.getMetadata().getNamespace());
    if (names != null) {
      names.remove(service.getMetadata().getName());
    }
  }

  /** Namespace to number; namespaces that had some and have none now are there with zero. */
  public Map<String, Integer> counts() {
    Map<String, Integer> counts = new java.util.TreeMap<>();
    byNamespace.forEach((namespace, names) -> counts.put(namespace, names.size()));
    return counts;
  }
}
