package io.k8c.kubelb.xds.server;

import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryRequest;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryResponse;
import io.envoyproxy.envoy.service.discovery.v3.Resource;
import io.k8c.kubelb.xds.translate.ResourceType;
import io.k8c.kubelb.xds.translate.XdsResource;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One client on the incremental protocol: tells it what differs from what it is known to hold. A
 * resource that it refuses is parked until it changes; in a refused response of several the
 * culprits are found by halving it. Every method wants the proxy's lock.
 */
final class DeltaStream {
  private final ProxyState proxy;
  private final Outbound out;
  private final Map<ResourceType, Held> held = new EnumMap<>(ResourceType.class);
  private final Map<ResourceType, Flight> flights = new EnumMap<>(ResourceType.class);
  private final Map<ResourceType, Deque<Set<String>>> suspects = new EnumMap<>(ResourceType.class);
  private final Users users = new Users();
  private final Selection selection;
  private long nonces;
  private boolean serving;

  DeltaStream(ProxyState proxy, Outbound out) {
    this.proxy = proxy;
    this.out = out;
    for (ResourceType type : ResourceType.values()) {
      held.put(type, new Held());
      suspects.put(type, new ArrayDeque<>());
    }
    this.selection = new Selection(proxy, held, users);
  }

  /** Whether the client has had its first complete set of listeners. */
  boolean isServing() {
    return serving;
  }

  /** Whether the client holds exactly these. */
  boolean holds(List<XdsResource> wanted) {
    return wanted.stream()
        .allMatch(
            resource -> resource.version().equals(of(resource.type()).version(resource.name())));
  }

  /** Ends the stream of a client that has not answered for too long. */
  void endIfStuck(long oldestNanos) {
    if (flights.values().stream().anyMatch(flight -> flight.sentNanos() - oldestNanos < 0)) {
      out.end("no answer to a response for too long");
    }
  }

  /** The configuration changed. */
  void changed(Collection<XdsResource.Key> keys) {
    for (XdsResource.Key key : keys) {
      Held state = of(key.type());
      if (state.wants(key.name()) || state.version(key.name()) != null) {
        state.touch(key.name());
      }
    }
    flush();
  }

  /** The client says what it wants, what it holds, or what it thinks of a response. */
  void received(ResourceType type, DeltaDiscoveryRequest request) {
    Held state = of(type);
    if (!state.isSubscribed()) {
      open(type, state, request);
    }
    for (String name : request.getResourceNamesSubscribeList()) {
      if (!name.equals("*")) {
        state.add(name, state.version(name) != null);
      }
    }
    request.getResourceNamesUnsubscribeList().forEach(state::remove);
    Flight flight = flights.get(type);
    if (flight != null && flight.nonce().equals(request.getResponseNonce())) {
      flights.remove(type);
      if (request.hasErrorDetail()) {
        refused(type, flight, request.getErrorDetail().getMessage());
      } else {
        accepted(type, flight);
      }
    }
    flush();
  }

  private void open(ResourceType type, Held state, DeltaDiscoveryRequest request) {
    List<String> names = request.getResourceNamesSubscribeList();
    boolean all = type.wildcard() && (names.isEmpty() || names.contains("*"));
    state.subscribe(all);
    Map<String, String> known = request.getInitialResourceVersionsMap();
    state.versions().putAll(known);
    if (all) {
      proxy.all(type).forEach(resource -> state.touch(resource.name()));
      known.keySet().forEach(state::touch);
    }
    if (type == ResourceType.LISTENER) {
      known.forEach(this::holdsListener);
      if (known.isEmpty()) {
        selection.expectFirst(proxy.all(type));
      } else {
        serving = true;
        proxy.progressed();
      }
    }
    if (all && known.isEmpty() && proxy.all(type).isEmpty()) {
      send(type, Batch.EMPTY);
    }
  }

  private void holdsListener(String name, String version) {
    XdsResource listener = proxy.get(ResourceType.LISTENER, name);
    if (listener != null && listener.version().equals(version)) {
      users.sending(name, listener.requires());
      users.accepted(name);
    } else {
      selection.unknown(name);
    }
  }

  /** Sends what may be sent: clusters first, each type once it has answered. */
  void flush() {
    for (ResourceType type : ResourceType.values()) {
      if (of(type).isSubscribed() && !flights.containsKey(type) && out.isReady()) {
        Batch batch = next(type);
        if (!batch.isEmpty()) {
          send(type, batch);
        }
      }
    }
  }

  private Batch next(ResourceType type) {
    Deque<Set<String>> groups = suspects.getOrDefault(type, new ArrayDeque<>());
    while (!groups.isEmpty()) {
      Batch batch = selection.next(type, groups.poll());
      if (!batch.isEmpty()) {
        return batch;
      }
    }
    return selection.next(type, of(type).dirty());
  }

  private void send(ResourceType type, Batch batch) {
    Held state = of(type);
    Map<String, String> versions = new HashMap<>();
    DeltaDiscoveryResponse.Builder response =
        DeltaDiscoveryResponse.newBuilder()
            .setTypeUrl(type.typeUrl())
            .setNonce(Long.toString(++nonces))
            .addAllRemovedResources(batch.removed());
    for (XdsResource resource : batch.added()) {
      versions.put(resource.name(), resource.version());
      response.addResources(
          Resource.newBuilder()
              .setName(resource.name())
              .setVersion(resource.version())
              .setResource(resource.body()));
      sending(type, resource);
      state.settle(resource.name());
    }
    batch.removed().forEach(state::settle);
    flights.put(
        type,
        new Flight(response.getNonce(), versions, Set.copyOf(batch.removed()), System.nanoTime()));
    out.send(response.build());
  }

  private void sending(ResourceType type, XdsResource resource) {
    if (type == ResourceType.LISTENER) {
      users.sending(resource.name(), resource.requires());
    }
    // An Envoy that replaces a cluster waits for its endpoints without asking for them again.
    Held endpoints = of(ResourceType.ENDPOINT);
    if (type == ResourceType.CLUSTER && endpoints.wants(resource.name())) {
      endpoints.forget(resource.name());
    }
  }

  private void accepted(ResourceType type, Flight flight) {
    Held state = of(type);
    flight.versions().forEach((name, version) -> accepted(type, state, name, version));
    for (String name : flight.removed()) {
      state.gone(name);
      if (type == ResourceType.LISTENER) {
        users.gone(name);
        selection.known(name);
      }
    }
    if (type == ResourceType.LISTENER && !serving) {
      serving = true;
      proxy.progressed();
    }
  }

  private void accepted(ResourceType type, Held state, String name, String version) {
    state.holds(name, version);
    if (type == ResourceType.LISTENER) {
      users.accepted(name);
      selection.known(name);
    }
    proxy.accepted(new XdsResource.Key(type, name), version);
  }

  private void refused(ResourceType type, Flight flight, String message) {
    List<String> names = List.copyOf(flight.versions().keySet());
    if (type == ResourceType.LISTENER) {
      names.forEach(users::refused);
    }
    names.forEach(of(type)::touch);
    if (names.size() > 1) {
      Deque<Set<String>> groups = suspects.getOrDefault(type, new ArrayDeque<>());
      groups.addFirst(Set.copyOf(names.subList(names.size() / 2, names.size())));
      groups.addFirst(Set.copyOf(names.subList(0, names.size() / 2)));
      return;
    }
    flight.versions().forEach((name, version) -> park(type, name, version, message));
  }

  private void park(ResourceType type, String name, String version, String message) {
    of(type).park(name, version);
    XdsResource current = proxy.get(type, name);
    if (current != null && current.version().equals(version)) {
      proxy.rejected(new Rejection(current.key(), version, message));
    }
  }

  private Held of(ResourceType type) {
    @Nullable Held state = held.get(type);
    if (state == null) {
      throw new IllegalStateException("no such type: " + type);
    }
    return state;
  }
}
