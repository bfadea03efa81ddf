package io.k8c.kubelb.xds.server;

import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryRequest;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryResponse;
import io.envoyproxy.envoy.service.discovery.v3.Resource;
import io.k8c.kubelb.xds.translate.ResourceType;
import io.k8c.kubelb.xds.translate.XdsResource;
import io.k8c.kubelb.xds.translate.XdsResource.Key;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client on the incremental protocol: tells it what differs from what it is known to hold. A
 * resource that it refuses is parked until it changes; in a refused response of several the
 * culprits are found by halving it. Every method wants the proxy's lock.
 */
final class DeltaStream {
  private static final Logger log = LoggerFactory.getLogger(DeltaStream.class);

  private final ProxyState proxy;
  private final Outbound out;
  private final Map<ResourceType, Held> held = new EnumMap<>(ResourceType.class);
  private final Map<ResourceType, Flight> flights = new EnumMap<>(ResourceType.class);
  private final Map<ResourceType, Deque<List<String>>> suspects = new EnumMap<>(ResourceType.class);
  private final Usage usage;
  private final Selection selection;
  private long nonces;
  private boolean serving;

  DeltaStream(ProxyState proxy, Outbound out) {
    this.proxy = proxy;
    this.out = out;
    for (ResourceType type : ResourceType.values()) {
      held.put(type, new Held());
    }
    Presence presence = new Presence(proxy, held);
    this.usage = new Usage(proxy, presence);
    this.selection = new Selection(proxy, held, usage, presence);
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

  /** What the client said when it refused this. */
  @Nullable Rejection rejection(XdsResource wanted) {
    return of(wanted.type()).rejection(wanted.name(), wanted.version());
  }

  /** Ends the stream of a client that has not answered for too long. */
  void endIfStuck(long oldestNanos) {
    if (flights.values().stream().anyMatch(flight -> flight.sentNanos() - oldestNanos < 0)) {
      out.end("no answer to a response for too long");
    }
  }

  /** The configuration changed. */
  void changed(Collection<Key> keys) {
    for (Key key : keys) {
      Held state = of(key.type());
      if (state.wants(key.name()) || state.version(key.name()) != null) {
        state.touch(key.name());
      }
      usage.changed(key);
    }
    flush();
  }

  /** The client says what it wants, what it holds, or what it thinks of a response. */
  void received(ResourceType type, DeltaDiscoveryRequest request) {
    Held state = of(type);
    boolean first = !state.isSubscribed();
    if (first) {
      open(type, state, request);
    }
    for (String name : request.getResourceNamesSubscribeList()) {
      if (!name.equals("*")) {
        state.add(name, first && state.has(name));
      }
    }
    request.getResourceNamesUnsubscribeList().forEach(name -> givenUp(type, name));
    Flight flight = flights.get(type);
    if (flight != null && flight.nonce().equals(request.getResponseNonce())) {
      flights.remove(type);
      usage.answered();
      if (request.hasErrorDetail()) {
        refused(type, flight, request.getErrorDetail().getMessage());
      } else {
        accepted(type, flight);
      }
    }
    usage.settle();
    flush();
  }

  private void open(ResourceType type, Held state, DeltaDiscoveryRequest request) {
    List<String> names = request.getResourceNamesSubscribeList();
    boolean all = type.wildcard() && (names.isEmpty() || names.contains("*"));
    Map<String, String> known = request.getInitialResourceVersionsMap();
    state.subscribe(all, known);
    if (all) {
      proxy.all(type).forEach(resource -> state.touch(resource.name()));
      known.keySet().forEach(state::touch);
    }
    usage.brought(type, known);
    if (type != ResourceType.LISTENER) {
      return;
    }
    if (known.isEmpty()) {
      selection.expectFirst(proxy.all(type));
    } else {
      serving = true;
      proxy.progressed();
    }
  }

  private void givenUp(ResourceType type, String name) {
    of(type).remove(name);
    Flight flight = flights.get(type);
    if (flight != null && flight.versions().containsKey(name)) {
      usage.released(new Key(type, name));
    } else {
      usage.gone(new Key(type, name));
    }
  }

  /** Sends what may be sent: clusters first, each type once it has answered. */
  void flush() {
    for (ResourceType type : ResourceType.values()) {
      if (of(type).isSubscribed() && !flights.containsKey(type) && out.isReady()) {
        Batch batch = next(type);
        if (!batch.isEmpty() || (of(type).isUnanswered() && !selection.awaits(type))) {
          send(type, batch);
        }
      }
    }
    Held listeners = of(ResourceType.LISTENER);
    if (!serving && listeners.isSubscribed() && isSettled(ResourceType.LISTENER)) {
      serving = true;
      proxy.progressed();
    }
  }

  /** Whether the client was answered, has answered, and none of its refusals is looked into. */
  private boolean isSettled(ResourceType type) {
    return !of(type).isUnanswered() && !flights.containsKey(type) && suspects(type).isEmpty();
  }

  private Batch next(ResourceType type) {
    Deque<List<String>> groups = suspects(type);
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
    Map<String, String> versions = new LinkedHashMap<>();
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
    for (String name : batch.removed()) {
      // Counts from now: what comes after it must not rely on it any more.
      state.gone(name);
      state.settle(name);
    }
    state.answered();
    flights.put(
        type, new Flight(response.getNonce(), versions, batch.removed(), System.nanoTime()));
    out.send(response.build());
  }

  private void sending(ResourceType type, XdsResource resource) {
    usage.sending(resource);
    if (type == ResourceType.CLUSTER) {
      // An Envoy that replaces a cluster waits for its endpoints without asking for them again;
      // after a reconnect it even says that it has them.
      of(ResourceType.ENDPOINT).forget(resource.name());
    }
  }

  private void accepted(ResourceType type, Flight flight) {
    Held state = of(type);
    removed(type, flight);
    boolean replaces =
        flight.versions().entrySet().stream()
            .anyMatch(entry -> state.mayHaveOther(entry.getKey(), entry.getValue()));
    flight.versions().forEach((name, version) -> accepted(type, state, name, version));
    if (type == ResourceType.LISTENER && replaces) {
      // One of them may have given up a port for which another one was refused.
      state.retry();
    }
  }

  /** Removals cannot fail, and come before what else is in a response. */
  private void removed(ResourceType type, Flight flight) {
    if (type == ResourceType.LISTENER && !flight.removed().isEmpty()) {
      flight.removed().forEach(name -> usage.gone(new Key(type, name)));
      of(type).retry();
    }
  }

  private void accepted(ResourceType type, Held state, String name, String version) {
    Key key = new Key(type, name);
    if (!state.wants(name)) {
      usage.gone(key);
      return;
    }
    if (state.takes(name, version)) {
      usage.accepted(key);
      proxy.progressed(key);
    }
  }

  private void refused(ResourceType type, Flight flight, String message) {
    removed(type, flight);
    List<String> names = List.copyOf(flight.versions().keySet());
    if (names.size() > 1) {
      flight.versions().forEach(of(type)::doubt);
      Deque<List<String>> groups = suspects(type);
      groups.addFirst(names.subList(names.size() / 2, names.size()));
      groups.addFirst(names.subList(0, names.size() / 2));
      return;
    }
    flight.versions().forEach((name, version) -> park(type, name, version, message));
  }

  private void park(ResourceType type, String name, String version, String message) {
    Held state = of(type);
    Key key = new Key(type, name);
    Rejection rejection = new Rejection(key, version, message);
    if (!rejection.equals(state.rejection(name, version))) {
      log.atWarn()
          .addKeyValue("proxy", proxy.id())
          .addKeyValue("type", type)
          .addKeyValue("resource", name)
          .addKeyValue("error", message.strip())
          .log("proxy refused a resource");
    }
    state.park(name, rejection);
    if (!state.isDoubted(name)) {
      usage.refused(key);
    }
    proxy.progressed(key);
  }

  private Deque<List<String>> suspects(ResourceType type) {
    return suspects.computeIfAbsent(type, _ -> new ArrayDeque<>());
  }

  private Held of(ResourceType type) {
    @Nullable Held state = held.get(type);
    if (state == null) {
      throw new IllegalStateException("no such type: " + type);
    }
    return state;
  }
}
