package io.k8c.kubelb.xds.server;

import io.k8c.kubelb.xds.translate.ResourceType;
import io.k8c.kubelb.xds.translate.XdsResource;
import io.k8c.kubelb.xds.translate.XdsResource.Key;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Decides what a client is told next of one type. A listener or table is held back until the client
 * has accepted its clusters and their endpoints, a cluster is taken away only when no listener or
 * table that the client may hold needs it: clients never see a reference to nothing.
 */
final class Selection {
  /** Bounds a response; the first set of listeners is never cut. */
  private static final int CHUNK = 500;

  private final Kept kept;
  private final Map<ResourceType, Held> held;
  private final Map<ResourceType, Flight> flights;
  private final Usage usage;
  private final Presence presence;
  private final Set<String> first = new HashSet<>();

  Selection(
      Kept kept,
      Map<ResourceType, Held> held,
      Map<ResourceType, Flight> flights,
      Usage usage,
      Presence presence) {
    this.kept = kept;
    this.held = held;
    this.flights = flights;
    this.usage = usage;
    this.presence = presence;
  }

  /** A client without listeners gets all of these in its first response. */
  void expectFirst(Collection<XdsResource> listeners) {
    listeners.forEach(listener -> first.add(listener.name()));
  }

  Batch next(ResourceType type, Collection<String> candidates) {
    if (awaits(type)) {
      return Batch.EMPTY;
    }
    List<XdsResource> added = new ArrayList<>();
    List<String> removed = new ArrayList<>();
    for (String name : List.copyOf(candidates)) {
      XdsResource resource = kept.get(type, name);
      if (resource == null) {
        remove(type, name, removed);
      } else if (isSettled(type, resource)) {
        of(type).settle(name);
      } else if (!presence.isBlocked(resource) && (added.size() < CHUNK || !first.isEmpty())) {
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
    boolean isHeld = state.version(name) != null;
    if (!isHeld && !(state.owes(name) && state.wants(name))) {
      state.settle(name);
      return;
    }
    switch (type) {
      case LISTENER -> removed.add(name);
      case CLUSTER -> {
        if (!usage.needs(name, isHeld)) {
          removed.add(name);
        }
      }
      case ENDPOINT, SECRET, ROUTE -> {
        Key key = new Key(type, name);
        if (!state.has(name)) {
          if (!canWait(key)) {
            removed.add(name);
          }
        } else if (type != ResourceType.ENDPOINT) {
          // Who asks for it uses it, be it for connections that end; it says when it does not.
          state.settle(name);
        } else if (isWithoutCluster(name)) {
          removed.add(name);
        }
      }
    }
  }

  private boolean isWithoutCluster(String endpoints) {
    Held clusters = of(ResourceType.CLUSTER);
    return clusters.isSubscribed() && clusters.version(endpoints) == null;
  }

  /**
   * Whether to say nothing of what is missing, since what names it is about to be replaced. A
   * listener may wait in vain while the one before it works. A cluster may not: until it has an
   * answer the client answers no clusters, and after a reconnect does not even ask for them.
   */
  private boolean canWait(Key missing) {
    if (missing.type() == ResourceType.ENDPOINT || isOfCluster(missing)) {
      return false;
    }
    return usage.isAwaited(missing)
        || usage.isTelling()
        || flights.containsKey(ResourceType.LISTENER)
        || !of(ResourceType.LISTENER).dirty().isEmpty()
        || !of(ResourceType.CLUSTER).dirty().isEmpty();
  }

  private boolean isOfCluster(Key missing) {
    boolean mayBeOfListener =
        usage.isAwaited(missing)
            || usage.isTelling()
            || usage.isUnknown()
            || flights.containsKey(ResourceType.LISTENER);
    return missing.type() == ResourceType.SECRET
        && (!of(ResourceType.CLUSTER).isSubscribed()
            || (flights.containsKey(ResourceType.CLUSTER) && !mayBeOfListener));
  }

  private boolean isSettled(ResourceType type, XdsResource resource) {
    Held state = of(type);
    String name = resource.name();
    String version = resource.version();
    return !state.wants(name)
        || (!state.owes(name)
            && (state.isParked(name, version) || version.equals(state.version(name))));
  }

  /**
   * Whether the client gets a response without content: it waits for one, or is to answer it so
   * that clusters of a client that came back can be taken away.
   */
  boolean isDueEmpty(ResourceType type) {
    return (of(type).isUnanswered() && !awaits(type))
        || (type == ResourceType.CLUSTER && !of(type).dirty().isEmpty() && usage.awaitsAnyWord());
  }

  /** Whether the first set of listeners is to be completed by one whose clusters are to come. */
  boolean awaits(ResourceType type) {
    return type == ResourceType.LISTENER
        && first.stream()
            .map(name -> kept.get(type, name))
            .filter(Objects::nonNull)
            .anyMatch(listener -> presence.isBlocked(listener) && !presence.isHopeless(listener));
  }

  private Held of(ResourceType type) {
    Held state = held.get(type);
    if (state == null) {
      throw new IllegalStateException("no such type: " + type);
    }
    return state;
  }
}
