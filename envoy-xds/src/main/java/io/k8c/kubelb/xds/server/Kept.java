package io.k8c.kubelb.xds.server;

import io.k8c.kubelb.xds.translate.ResourceType;
import io.k8c.kubelb.xds.translate.XdsResource;
import io.k8c.kubelb.xds.translate.XdsResource.Key;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What a client is told: the configuration, and endpoints and certificates that were withdrawn
 * while a cluster waits for them. An Envoy answers no clusters before all that it was sent have got
 * what they name, and where one replaces another that is in use it must not do so empty-handed.
 */
final class Kept {
  private final ProxyState proxy;
  private final Map<String, Set<Key>> awaited = new HashMap<>();
  private final Map<Key, XdsResource> withdrawn = new HashMap<>();

  Kept(ProxyState proxy) {
    this.proxy = proxy;
  }

  @Nullable XdsResource get(ResourceType type, String name) {
    XdsResource resource = proxy.get(type, name);
    return resource == null ? withdrawn.get(new Key(type, name)) : resource;
  }

  /** From now on the cluster waits for what it names. */
  void sending(XdsResource cluster) {
    Set<Key> keys = new HashSet<>(cluster.requires());
    keys.add(new Key(ResourceType.ENDPOINT, cluster.name()));
    keys.removeIf(key -> get(key.type(), key.name()) == null);
    awaited.put(cluster.name(), keys);
  }

  /** The cluster does not wait any more. */
  void gone(String cluster) {
    awaited.remove(cluster);
  }

  void withdrawn(Collection<XdsResource> resources) {
    for (XdsResource resource : resources) {
      if (isAwaited(resource.key())) {
        withdrawn.put(resource.key(), resource);
      }
    }
  }

  void settle(Predicate<Key> isAnswered) {
    awaited.values().removeIf(keys -> keys.stream().allMatch(isAnswered));
    withdrawn.keySet().removeIf(key -> !isAwaited(key));
  }

  private boolean isAwaited(Key key) {
    return awaited.values().stream().anyMatch(keys -> keys.contains(key));
  }
}
