package io.k8c.kubelb.xds.server;

import io.k8c.kubelb.xds.translate.ResourceType;
import io.k8c.kubelb.xds.translate.XdsResource;
import io.k8c.kubelb.xds.translate.XdsResource.Key;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Whether what a resource refers to is there, comes, or will not come. */
final class Presence {
  private final ProxyState proxy;
  private final Kept kept;
  private final Map<ResourceType, Held> held;

  Presence(ProxyState proxy, Kept kept, Map<ResourceType, Held> held) {
    this.proxy = proxy;
    this.kept = kept;
    this.held = held;
  }

  /**
   * Whether something that this resource refers to is to be waited for. A client that comes back
   * with clusters that wait says nothing of clusters until they have got what they wait for.
   */
  boolean isBlocked(XdsResource resource) {
    return (resource.type() == ResourceType.LISTENER && !of(ResourceType.CLUSTER).isSubscribed())
        || resource.requires().stream().anyMatch(key -> !isThere(key))
        || resource.mentions().stream().anyMatch(key -> !isThere(key) && !isLost(key));
  }

  /** Whether the wait would be in vain. */
  boolean isHopeless(XdsResource resource) {
    return resource.requires().stream().anyMatch(this::isLost);
  }

  /** What is asked for by name must only exist: it is asked for when its name is known. */
  private boolean isThere(Key key) {
    XdsResource resource = proxy.get(key.type(), key.name());
    return resource != null && (key.type() != ResourceType.CLUSTER || isWorking(resource));
  }

  private boolean isLost(Key key) {
    XdsResource resource = proxy.get(key.type(), key.name());
    return resource == null
        || (key.type() == ResourceType.CLUSTER
            && (isParked(resource) || isParked(endpoints(key.name())) || isHopeless(resource)));
  }

  private boolean isWorking(XdsResource cluster) {
    return cluster.version().equals(of(ResourceType.CLUSTER).version(cluster.name()))
        && (endpoints(cluster.name()) == null || of(ResourceType.ENDPOINT).has(cluster.name()))
        && certificates(cluster).allMatch(this::isAnswered);
  }

  private static Stream<Key> certificates(XdsResource cluster) {
    return cluster.requires().stream().filter(key -> key.type() == ResourceType.SECRET);
  }

  /**
   * Whether the client got this table or certificate, which it asked for by name. For one that it
   * refused it does not wait any longer.
   */
  boolean isAnswered(Key asked) {
    return of(asked.type()).has(asked.name()) || isParked(kept.get(asked.type(), asked.name()));
  }

  private @Nullable XdsResource endpoints(String cluster) {
    return proxy.get(ResourceType.ENDPOINT, cluster);
  }

  private boolean isParked(@Nullable XdsResource resource) {
    return resource != null && of(resource.type()).isParked(resource.name(), resource.version());
  }

  private Held of(ResourceType type) {
    Held state = held.get(type);
    if (state == null) {
      throw new IllegalStateException("no such type: " + type);
    }
    return state;
  }
}
