package io.k8c.kubelb.xds.server;

import io.k8c.kubelb.xds.translate.ResourceType;
import io.k8c.kubelb.xds.translate.XdsResource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides what a client is told next of one type. A listener is held back until the client has
 * accepted its clusters and their endpoints, a cluster is taken away only when no listener that the
 * client may hold needs it: clients never see a reference to nothing.
 */
final class Selection {
  /** Bounds a response; the first set of listeners is never cut. */
  private static final int CHUNK = 500;

  private final ProxyState proxy;
  private final Map<ResourceType, Held> held;
  private final Users users;
  private final Set<String> first = new HashSet<>();
  private final Set<String> earlierClusters = new HashSet<>();
  private final Set<String> unknownListeners = new HashSet<>();

  Selection(ProxyState proxy, Map<ResourceType, Held> held, Users users) {
    this.proxy = proxy;
    this.held = held;
    this.users = users;
  }

  /** A client without listeners gets all of these in its first response. */
  void expectFirst(Collection<XdsResource> listeners) {
    listeners.forEach(listener -> first.add(listener.name()));
  }

  /** The client held these clusters when it connected. */
  void earlier(Set<String> clusters) {
    earlierClusters.addAll(clusters);
  }

  /** The client holds a version of this listener that we do not know. */
  void unknown(String listener) {
    unknownListeners.add(listener);
  }

  void known(String listener) {
    unknownListeners.remove(listener);
  }

  Batch next(ResourceType type, Collection<String> candidates) {
    if (awaits(type)) {
      return Batch.EMPTY;
    }
    List<XdsResource> added = new ArrayList<>();
    List<String> removed = new ArrayList<>();
    for (String name : List.copyOf(candidates)) {
      XdsResource resource = proxy.get(type, name);
      if (resource == null) {
        remove(type, name, removed);
      } else if (isSettled(type, resource)) {
        of(type).settle(name);
      } else if (!isBlocked(resource) && (added.size() < CHUNK || !first.isEmpty())) {
        added.add(resource);
      }
    }
    if (type == ResourceType.LISTENER) {
      // Envoy removes listeners first, so that others can take over their ports.
      first.clear();
      return new Batch(added, removed);
    }
    return new Batch(added, added.isEmpty() ? removed : List.of());
  }

  private void remove(ResourceType type, String name, List<String> removed) {
    Held state = of(type);
    if (state.version(name) == null && !(state.owes(name) && state.wants(name))) {
      state.settle(name);
    } else if (type == ResourceType.LISTENER
        || !(users.needs(name) || isMaybeNeeded(name, state.version(name) != null))) {
      removed.add(name);
    }
  }

  /**
   * Whether the client may have listeners from before it connected that lead to this cluster. It
   * asks for listeners last, and at its start not before it got an answer for every cluster.
   */
  private boolean isMaybeNeeded(String cluster, boolean isHeld) {
    return earlierClusters.contains(cluster)
        && (of(ResourceType.LISTENER).isSubscribed() ? !unknownListeners.isEmpty() : isHeld);
  }

  private boolean isSettled(ResourceType type, XdsResource resource) {
    Held state = of(type);
    String name = resource.name();
    String version = resource.version();
    return !state.wants(name)
        || (!state.owes(name)
            && (state.isParked(name, version) || version.equals(state.version(name))));
  }

  private boolean isBlocked(XdsResource resource) {
    return resource.requires().stream().anyMatch(cluster -> !isUsable(cluster));
  }

  private boolean isUsable(String name) {
    XdsResource cluster = proxy.get(ResourceType.CLUSTER, name);
    return cluster != null
        && cluster.version().equals(of(ResourceType.CLUSTER).version(name))
        && (proxy.get(ResourceType.ENDPOINT, name) == null || of(ResourceType.ENDPOINT).has(name));
  }

  /** Whether the first set of listeners is to be completed by one whose clusters are to come. */
  boolean awaits(ResourceType type) {
    return type == ResourceType.LISTENER
        && first.stream()
            .map(name -> proxy.get(type, name))
            .filter(Objects::nonNull)
            .anyMatch(
                listener ->
                    isBlocked(listener)
                        && listener.requires().stream().noneMatch(this::isHopeless));
  }

  private boolean isHopeless(String name) {
    XdsResource cluster = proxy.get(ResourceType.CLUSTER, name);
    return cluster == null
        || of(ResourceType.CLUSTER).isParked(name, cluster.version())
        || isParkedEndpoint(proxy.get(ResourceType.ENDPOINT, name));
  }

  private boolean isParkedEndpoint(@Nullable XdsResource endpoint) {
    return endpoint != null
        && of(ResourceType.ENDPOINT).isParked(endpoint.name(), endpoint.version());
  }

  private Held of(ResourceType type) {
    Held state = held.get(type);
    if (state == null) {
      throw new IllegalStateException("no such type: " + type);
    }
    return state;
  }
}
