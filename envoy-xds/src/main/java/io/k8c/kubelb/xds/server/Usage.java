package io.k8c.kubelb.xds.server;

import io.k8c.kubelb.xds.translate.ResourceType;
import io.k8c.kubelb.xds.translate.XdsResource;
import io.k8c.kubelb.xds.translate.XdsResource.Key;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Which clusters a client uses by its listeners and tables. A new listener waits in the client for
 * the tables and certificates that it names, while the one that it replaces works on: until then
 * both count.
 */
final class Usage {
  private final ProxyState proxy;
  private final Presence presence;
  private final Users users = new Users();
  private final Earlier earlier = new Earlier();
  private final Map<Key, String> brought = new HashMap<>();
  private final Map<Key, Set<Key>> sent = new HashMap<>();
  private final Map<Key, Set<Key>> doubted = new HashMap<>();
  private final Map<Key, Set<Key>> warming = new HashMap<>();

  Usage(ProxyState proxy, Presence presence) {
    this.proxy = proxy;
    this.presence = presence;
  }

  /** The client says after a reconnect what it holds of a type, by name and version. */
  void brought(ResourceType type, Map<String, String> known) {
    switch (type) {
      case CLUSTER -> earlier.clusters(known.keySet());
      case LISTENER -> {
        known.forEach((name, version) -> brought(new Key(type, name), version));
        earlier.listenersTold();
      }
      case ROUTE -> {
        known.forEach((name, version) -> brought(new Key(type, name), version));
        earlier.tablesTold();
      }
      case ENDPOINT, SECRET -> {}
    }
  }

  private void brought(Key user, String version) {
    earlier.unknown(user);
    brought.put(user, version);
    changed(user);
  }

  /** There is another version of it, which may be the one that the client brought. */
  void changed(Key user) {
    XdsResource resource = proxy.get(user.type(), user.name());
    if (resource != null && resource.version().equals(brought.get(user)) && !users.isSent(user)) {
      sending(resource);
      accepted(user);
    }
  }

  void sending(XdsResource resource) {
    if (isUser(resource.type())) {
      users.sending(resource.key(), resource.needs(ResourceType.CLUSTER));
      Set<Key> others = new HashSet<>(resource.requires());
      others.removeIf(key -> key.type() == ResourceType.CLUSTER);
      sent.put(resource.key(), others);
      doubted.computeIfAbsent(resource.key(), _ -> new HashSet<>()).addAll(others);
    }
  }

  void accepted(Key user) {
    if (isUser(user.type())) {
      users.accepted(user);
      brought.remove(user);
      doubted.remove(user);
      warming.put(user, Optional.ofNullable(sent.remove(user)).orElse(Set.of()));
    }
  }

  /** Nothing of what was sent since the last verdict is held. */
  void refused(Key user) {
    if (isUser(user.type())) {
      users.refused(user);
      doubted.remove(user);
      changed(user);
    }
  }

  /**
   * The client does not want it any more, but it is on its way, and may be wanted when it comes.
   */
  void released(Key user) {
    users.released(user);
  }

  /** The client does not have it any more. */
  void gone(Key user) {
    users.gone(user);
    earlier.known(user);
    brought.remove(user);
    warming.remove(user);
    sent.remove(user);
    doubted.remove(user);
  }

  /** The client answered a response. */
  void answered() {
    earlier.answered();
  }

  /** Looks which listeners have got what they waited for. */
  void settle() {
    Set<Key> ready = new HashSet<>();
    warming.forEach(
        (user, awaited) -> {
          if (awaited.stream().allMatch(presence::isAnswered)) {
            ready.add(user);
          }
        });
    for (Key user : ready) {
      warming.remove(user);
      users.settled(user);
      earlier.known(user);
    }
  }

  /** Whether the client holds listeners of which it has not spoken yet. */
  boolean isTelling() {
    return earlier.isTelling();
  }

  /** Whether a listener that the client was sent may wait for this. */
  boolean isAwaited(Key key) {
    return Stream.concat(doubted.values().stream(), warming.values().stream())
        .anyMatch(awaited -> awaited.contains(key));
  }

  /** Whether the client may use anything of which nobody knows where it leads. */
  boolean isUnknown() {
    return earlier.isUnknown();
  }

  /** Whether any answer of the client would tell more of what it uses. */
  boolean awaitsAnyWord() {
    return earlier.awaitsAnyWord();
  }

  /** Whether the client would miss this cluster. */
  boolean needs(String cluster, boolean isHeld) {
    return users.needs(cluster) || earlier.mayNeed(cluster, isHeld);
  }

  private static boolean isUser(ResourceType type) {
    return type == ResourceType.LISTENER || type == ResourceType.ROUTE;
  }
}
