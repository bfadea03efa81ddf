package io.k8c.kubelb.xds.testing;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.Status;
import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.envoyproxy.envoy.config.core.v3.SocketAddress;
import io.envoyproxy.envoy.config.listener.v3.Listener;
import io.envoyproxy.envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryRequest;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryResponse;
import io.envoyproxy.envoy.service.discovery.v3.Resource;
import io.k8c.kubelb.xds.translate.ResourceType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * What an Envoy does with responses, without a network: it subscribes in Envoy's order, keeps the
 * good ones of a response that it refuses without counting them as known, and writes down whenever
 * one of its listeners leads to nothing.
 */
public final class ModelEnvoy {
  private final Predicate<Resource> bad;
  private final Map<ResourceType, Map<String, Resource>> applied =
      new EnumMap<>(ResourceType.class);
  private final Map<ResourceType, Map<String, String>> known = new EnumMap<>(ResourceType.class);
  private final Set<String> asked = new LinkedHashSet<>();
  private final Set<String> warming = new TreeSet<>();
  private final Set<String> working = new TreeSet<>();
  private final List<String> faults = new ArrayList<>();
  private boolean listening;

  /**
   * @param bad what it refuses
   */
  public ModelEnvoy(Predicate<Resource> bad) {
    this.bad = bad;
    for (ResourceType type : ResourceType.values()) {
      applied.put(type, new TreeMap<>());
      known.put(type, new HashMap<>());
    }
  }

  /** The first messages of a stream. */
  public List<DeltaDiscoveryRequest> connect() {
    List<DeltaDiscoveryRequest> requests = new ArrayList<>();
    requests.add(first(ResourceType.CLUSTER).build());
    if (!asked.isEmpty()) {
      requests.add(first(ResourceType.ENDPOINT).addAllResourceNamesSubscribe(asked).build());
    }
    if (listening) {
      requests.add(first(ResourceType.LISTENER).build());
    }
    return requests;
  }

  private DeltaDiscoveryRequest.Builder first(ResourceType type) {
    return DeltaClient.request(type).putAllInitialResourceVersions(known(type));
  }

  /** Applies a response; returns what it says to it. */
  public List<DeltaDiscoveryRequest> receive(DeltaDiscoveryResponse response) {
    ResourceType type = ResourceType.of(response.getTypeUrl()).orElseThrow();
    List<DeltaDiscoveryRequest> requests = new ArrayList<>();
    Set<String> askedBefore = new LinkedHashSet<>(asked);
    List<String> errors = new ArrayList<>();
    response.getRemovedResourcesList().forEach(name -> remove(type, name));
    for (Resource resource : response.getResourcesList()) {
      boolean stops = type == ResourceType.ENDPOINT && !errors.isEmpty();
      if (!stops) {
        refusal(type, resource).ifPresentOrElse(errors::add, () -> apply(type, resource));
        settle(type, resource.getName());
      }
    }
    var answer = DeltaClient.request(type).setResponseNonce(response.getNonce());
    if (errors.isEmpty()) {
      response.getResourcesList().forEach(good -> learn(type, good));
      requests.add(answer.build());
    } else {
      String text = String.join("; ", errors);
      requests.add(answer.setErrorDetail(Status.newBuilder().setCode(13).setMessage(text)).build());
    }
    endpoints(askedBefore).ifPresent(requests::add);
    if (warming.isEmpty()) {
      requests.addAll(goOn());
    }
    check();
    return requests;
  }

  /** Time passes: at its start it waits for endpoints, but not for ever. */
  public List<DeltaDiscoveryRequest> goOn() {
    if (listening) {
      return List.of();
    }
    listening = true;
    return List.of(first(ResourceType.LISTENER).build());
  }

  private Optional<String> refusal(ResourceType type, Resource resource) {
    if (bad.test(resource)) {
      return Optional.of(resource.getName() + " is bad");
    }
    if (type == ResourceType.LISTENER) {
      SocketAddress wanted = address(resource);
      return of(type).values().stream()
          .filter(other -> !other.getName().equals(resource.getName()))
          .filter(other -> address(other).equals(wanted))
          .findFirst()
          .map(other -> resource.getName() + " has duplicate address with " + other.getName());
    }
    return Optional.empty();
  }

  private void apply(ResourceType type, Resource resource) {
    String name = resource.getName();
    if (type == ResourceType.ENDPOINT && !asked.contains(name)) {
      return;
    }
    Resource before = of(type).put(name, resource);
    switch (type) {
      case ENDPOINT -> working.add(name);
      case LISTENER, SECRET, ROUTE -> {}
      case CLUSTER -> {
        if (!isByEndpoints(resource)) {
          giveUpEndpoints(name);
          working.add(name);
        } else if (before == null || !before.getResource().equals(resource.getResource())) {
          // Until its endpoints come the one that it replaces works on; it does not ask again.
          warming.add(name);
          asked.add(name);
        }
      }
    }
  }

  /** A cluster stops to wait when it gets endpoints, even if it refuses them. */
  private void settle(ResourceType type, String name) {
    if (type == ResourceType.ENDPOINT) {
      warming.remove(name);
    }
  }

  private void learn(ResourceType type, Resource resource) {
    if (type != ResourceType.ENDPOINT || asked.contains(resource.getName())) {
      known(type).put(resource.getName(), resource.getVersion());
    }
  }

  private void remove(ResourceType type, String name) {
    of(type).remove(name);
    known(type).remove(name);
    warming.remove(name);
    switch (type) {
      case CLUSTER -> {
        giveUpEndpoints(name);
        working.remove(name);
      }
      case ENDPOINT -> {
        Resource cluster = of(ResourceType.CLUSTER).get(name);
        if (cluster != null && isByEndpoints(cluster)) {
          working.remove(name);
        }
      }
      case LISTENER, SECRET, ROUTE -> {}
    }
  }

  private void giveUpEndpoints(String name) {
    asked.remove(name);
    warming.remove(name);
    of(ResourceType.ENDPOINT).remove(name);
    known(ResourceType.ENDPOINT).remove(name);
  }

  private Optional<DeltaDiscoveryRequest> endpoints(Set<String> askedBefore) {
    if (asked.equals(askedBefore)) {
      return Optional.empty();
    }
    var request = DeltaClient.request(ResourceType.ENDPOINT);
    asked.stream()
        .filter(name -> !askedBefore.contains(name))
        .forEach(request::addResourceNamesSubscribe);
    askedBefore.stream()
        .filter(name -> !asked.contains(name))
        .forEach(request::addResourceNamesUnsubscribe);
    return Optional.of(request.build());
  }

  private void check() {
    of(ResourceType.LISTENER)
        .forEach(
            (name, listener) -> {
              String wanted = cluster(listener);
              if (!of(ResourceType.CLUSTER).containsKey(wanted)) {
                faults.add(name + " leads to no cluster");
              } else if (!working.contains(wanted)) {
                faults.add(name + " leads to a cluster without endpoints");
              }
            });
  }

  /** Whenever a listener led to nothing. */
  public List<String> faults() {
    return List.copyOf(faults);
  }

  /** Clusters that wait for their endpoints. */
  public Set<String> warming() {
    return Set.copyOf(warming);
  }

  /** Versions of what it has, by kind and name. */
  public Map<String, String> holds() {
    Map<String, String> versions = new TreeMap<>();
    applied.forEach(
        (type, byName) ->
            byName.forEach((name, has) -> versions.put(type + "/" + name, has.getVersion())));
    return versions;
  }

  /**
   * Whether it could say after a reconnect what it has and what it needs. It does not know what it
   * kept of a response that it refused, nor that a replaced cluster still waits for endpoints.
   */
  public boolean knowsWhatItHolds() {
    return warming.stream().noneMatch(known(ResourceType.ENDPOINT)::containsKey)
        && applied.entrySet().stream()
            .allMatch(entry -> versions(entry.getValue().values()).equals(known(entry.getKey())));
  }

  private static Map<String, String> versions(Collection<Resource> resources) {
    Map<String, String> versions = new HashMap<>();
    resources.forEach(resource -> versions.put(resource.getName(), resource.getVersion()));
    return versions;
  }

  private Map<String, Resource> of(ResourceType type) {
    return applied.computeIfAbsent(type, _ -> new TreeMap<>());
  }

  private Map<String, String> known(ResourceType type) {
    return known.computeIfAbsent(type, _ -> new HashMap<>());
  }

  private static boolean isByEndpoints(Resource cluster) {
    return unpack(cluster.getResource(), Cluster.class).getType() == Cluster.DiscoveryType.EDS;
  }

  private static SocketAddress address(Resource listener) {
    return unpack(listener.getResource(), Listener.class).getAddress().getSocketAddress();
  }

  private static String cluster(Resource listener) {
    Any filter =
        unpack(listener.getResource(), Listener.class)
            .getFilterChains(0)
            .getFilters(0)
            .getTypedConfig();
    return unpack(filter, TcpProxy.class).getCluster();
  }

  private static <T extends com.google.protobuf.Message> T unpack(Any packed, Class<T> type) {
    try {
      return packed.unpack(type);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException(e);
    }
  }
}
