package io.k8c.kubelb.ccm.reconcile;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.k8c.kubelb.ccm.source.ObjectKey;
import io.k8c.kubelb.ccm.source.TenantKind;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** How many objects of layer 7 the hub serves now, by kind and namespace. */
public final class ManagedSources {
  private final Map<TenantKind, Map<String, Set<String>>> byKind = new ConcurrentHashMap<>();

  void add(TenantKind kind, HasMetadata object) {
    var _ =
        byKind
            .computeIfAbsent(kind, _ -> new ConcurrentHashMap<>())
            .computeIfAbsent(
                object.getMetadata().getNamespace(), _ -> ConcurrentHashMap.newKeySet())
            .add(object.getMetadata().getName());
  }

  void remove(ObjectKey key) {
    TenantKind.of(key)
        .map(byKind::get)
        .map(namespaces -> namespaces.get(key.namespace()))
        .ifPresent(names -> names.remove(key.name()));
  }

  /** Namespace to number; namespaces that had some and have none now are there with zero. */
  public Map<String, Integer> counts(TenantKind kind) {
    Map<String, Integer> counts = new TreeMap<>();
    byKind
        .getOrDefault(kind, Map.of())
        .forEach((namespace, names) -> counts.put(namespace, names.size()));
    return counts;
  }
}
