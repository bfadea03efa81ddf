package io.k8c.kubelb.xds.testing;

import com.google.rpc.Status;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryRequest;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryResponse;
import io.envoyproxy.envoy.service.discovery.v3.Resource;
import io.k8c.kubelb.xds.translate.ResourceType;
import io.k8c.kubelb.xds.translate.XdsResource.Key;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What an Envoy does with responses, without a network: it subscribes in Envoy's order, keeps the
 * good ones of a response that it refuses without counting them as known, lets what is new wait for
 * what it names while what it replaces works on, and writes down whenever something leads to
 * nothing.
 */
public final class ModelEnvoy {
  private static final List<ResourceType> BY_NAME =
      List.of(ResourceType.ENDPOINT, ResourceType.SECRET, ResourceType.ROUTE);

  private final Predicate<Resource> bad;
  private final Predicate<String> elsewhere;
  private final Map<ResourceType, Map<String, Resource>> applied =
      new EnumMap<>(ResourceType.class);
  private final Map<ResourceType, Map<String, String>> known = new EnumMap<>(ResourceType.class);
  private final Map<ResourceType, Set<String>> asked = new EnumMap<>(ResourceType.class);
  private final Map<String, Resource> active = new TreeMap<>();
  private final List<Resource> draining = new ArrayList<>();
  private final Map<Key, Set<String>> relied = new HashMap<>();
  private final Set<Key> answered = new HashSet<>();
  private final Set<Key> refused = new HashSet<>();
  private final Set<String> warming = new TreeSet<>();
  private final Set<String> working = new TreeSet<>();
  private final List<String> faults = new ArrayList<>();
  private final Map<String, Set<Key>> references = new HashMap<>();
  private boolean listening;

  /**
   * @param bad what it refuses
   * @param elsewhere clusters of other sources, which a table may name before they are there
   */
  public ModelEnvoy(Predicate<Resource> bad, Predicate<String> elsewhere) {
    this.bad = bad;
    this.elsewhere = elsewhere;
    for (ResourceType type : ResourceType.values()) {
      applied.put(type, new TreeMap<>());
      known.put(type, new HashMap<>());
      asked.put(type, new LinkedHashSet<>());
    }
  }

  /** The first messages of a stream. */
  public List<DeltaDiscoveryRequest> connect() {
    List<DeltaDiscoveryRequest> requests = new ArrayList<>();
    for (ResourceType type : ResourceType.values()) {
      boolean isOpen = type == ResourceType.LISTENER ? listening : !asked(type).isEmpty();
      if (type == ResourceType.CLUSTER || isOpen) {
        requests.add(first(type).addAllResourceNamesSubscribe(asked(type)).build());
      }
    }
    return requests;
  }

  private DeltaDiscoveryRequest.Builder first(ResourceType type) {
    return DeltaClient.request(type).putAllInitialResourceVersions(known(type));
  }

  /** Applies a response; returns what it says to it. */
  public List<DeltaDiscoveryRequest> receive(DeltaDiscoveryResponse response) {
    ResourceType type = ResourceType.of(response.getTypeUrl()).orElseThrow();
    List<String> errors = new ArrayList<>();
    response.getRemovedResourcesList().stream()
        .filter(name -> isWanted(type, name))
        .forEach(name -> remove(type, name));
    for (Resource resource : response.getResourcesList()) {
      boolean stops = BY_NAME.contains(type) && !errors.isEmpty();
      if (!stops && isWanted(type, resource.getName())) {
        Optional<String> refusal = refusal(type, resource);
        refusal.ifPresentOrElse(errors::add, () -> apply(type, resource));
        settle(type, resource.getName());
      }
    }
    List<DeltaDiscoveryRequest> requests = new ArrayList<>();
    requests.add(verdict(type, response, errors));
    requests.addAll(ask());
    if (warming.isEmpty()) {
      requests.addAll(goOn());
    }
    check();
    return requests;
  }

  private DeltaDiscoveryRequest verdict(
      ResourceType type, DeltaDiscoveryResponse response, List<String> errors) {
    var answer = DeltaClient.request(type).setResponseNonce(response.getNonce());
    if (errors.isEmpty()) {
      response.getResourcesList().stream()
          .filter(resource -> isWanted(type, resource.getName()))
          .forEach(good -> known(type).put(good.getName(), good.getVersion()));
      return answer.build();
    }
    String text = String.join("; ", errors);
    return answer.setErrorDetail(Status.newBuilder().setCode(13).setMessage(text)).build();
  }

  /** Time passes: at its start it waits for endpoints, but not for ever. */
  public List<DeltaDiscoveryRequest> goOn() {
    if (listening) {
      return List.of();
    }
    listening = true;
    return List.of(first(ResourceType.LISTENER).build());
  }

  /** Time passes: the connections of listeners that were replaced have ended. */
  public List<DeltaDiscoveryRequest> drained() {
    draining.clear();
    return ask();
  }

  private boolean isWanted(ResourceType type, String name) {
    return !BY_NAME.contains(type) || asked(type).contains(name);
  }

  private Optional<String> refusal(ResourceType type, Resource resource) {
    if (bad.test(resource)) {
      refused.add(new Key(type, resource.getName()));
      return Optional.of(resource.getName() + " is bad");
    }
    if (type == ResourceType.LISTENER) {
      return of(type).values().stream()
          .filter(other -> !other.getName().equals(resource.getName()))
          .filter(other -> References.address(other).equals(References.address(resource)))
          .findFirst()
          .map(other -> resource.getName() + " has duplicate address with " + other.getName());
    }
    return Optional.empty();
  }

  private void apply(ResourceType type, Resource resource) {
    String name = resource.getName();
    Resource before = of(type).put(name, resource);
    if (type == ResourceType.ROUTE) {
      rely(new Key(type, name), References.ofTable(resource), true);
    }
    if (type == ResourceType.CLUSTER) {
      warming.remove(name);
      if (!References.isByEndpoints(resource)) {
        working.add(name);
      } else if (before == null || !before.getResource().equals(resource.getResource())) {
        // Until its endpoints come the one that it replaces works on; it does not ask again.
        warming.add(name);
      }
    }
  }

  /**
   * From now on a table or listener needs those of its clusters that are there.
   *
   * @param loose whether refused ones may be missing
   */
  private void rely(Key user, Set<String> clusters, boolean loose) {
    Set<String> there = new HashSet<>();
    for (String cluster : clusters) {
      if (working.contains(cluster)) {
        there.add(cluster);
      } else if (!elsewhere.test(cluster) && !(loose && wasRefused(cluster))) {
        faults.add(user + " came before " + cluster);
      }
    }
    relied.put(user, there);
  }

  private boolean wasRefused(String cluster) {
    return refused.contains(Key.cluster(cluster))
        || refused.contains(new Key(ResourceType.ENDPOINT, cluster));
  }

  /** Who waits for something goes on when it comes, even if it is refused. */
  private void settle(ResourceType type, String name) {
    answered.add(new Key(type, name));
    if (type == ResourceType.ENDPOINT) {
      warming.remove(name);
    }
    work();
  }

  private void work() {
    of(ResourceType.CLUSTER)
        .forEach(
            (name, cluster) -> {
              if (References.isByEndpoints(cluster)
                  && !warming.contains(name)
                  && of(ResourceType.ENDPOINT).containsKey(name)
                  && answered.containsAll(ofCluster(cluster))) {
                working.add(name);
              }
            });
    of(ResourceType.LISTENER)
        .forEach(
            (name, listener) -> {
              Set<Key> named = new HashSet<>(ofListener(listener));
              named.removeIf(key -> key.type() == ResourceType.CLUSTER);
              Resource before = active.get(name);
              if (!listener.equals(before) && answered.containsAll(named)) {
                activate(listener);
                Optional.ofNullable(before).ifPresent(draining::add);
              }
            });
  }

  private void activate(Resource listener) {
    Set<Key> named = ofListener(listener);
    active.put(listener.getName(), listener);
    rely(
        new Key(ResourceType.LISTENER, listener.getName()),
        References.names(ResourceType.CLUSTER, named),
        named.stream().anyMatch(key -> key.type() == ResourceType.ROUTE));
  }

  private void remove(ResourceType type, String name) {
    switch (type) {
      case ROUTE -> {}
      case SECRET -> settle(type, name);
      case CLUSTER -> {
        forget(type, name);
        warming.remove(name);
        working.remove(name);
      }
      case ENDPOINT -> {
        forget(type, name);
        warming.remove(name);
        Resource cluster = of(ResourceType.CLUSTER).get(name);
        if (cluster != null && References.isByEndpoints(cluster)) {
          working.remove(name);
        }
      }
      case LISTENER -> {
        forget(type, name);
        relied.remove(new Key(type, name));
        Optional.ofNullable(active.remove(name)).ifPresent(draining::add);
      }
    }
  }

  private void forget(ResourceType type, String name) {
    of(type).remove(name);
    known(type).remove(name);
  }

  /** Subscribes to what is named now and was not before, and the other way round. */
  private List<DeltaDiscoveryRequest> ask() {
    List<DeltaDiscoveryRequest> requests = new ArrayList<>();
    for (ResourceType type : BY_NAME) {
      Set<String> named = named(type);
      Set<String> before = Set.copyOf(asked(type));
      if (!named.equals(before)) {
        var request = DeltaClient.request(type);
        named.stream().filter(asked(type)::add).forEach(request::addResourceNamesSubscribe);
        before.stream()
            .filter(name -> !named.contains(name))
            .peek(name -> giveUp(type, name))
            .forEach(request::addResourceNamesUnsubscribe);
        requests.add(request.build());
      }
    }
    return requests;
  }

  private void giveUp(ResourceType type, String name) {
    asked(type).remove(name);
    answered.remove(new Key(type, name));
    forget(type, name);
    relied.remove(new Key(type, name));
  }

  private Set<String> named(ResourceType type) {
    Set<String> names = new TreeSet<>();
    for (Resource cluster : of(ResourceType.CLUSTER).values()) {
      if (type == ResourceType.ENDPOINT && References.isByEndpoints(cluster)) {
        names.add(cluster.getName());
      }
      names.addAll(References.names(type, ofCluster(cluster)));
    }
    Stream.of(of(ResourceType.LISTENER).values(), active.values(), draining)
        .flatMap(Collection::stream)
        .forEach(listener -> names.addAll(References.names(type, ofListener(listener))));
    return names;
  }

  private Set<Key> ofListener(Resource listener) {
    return references.computeIfAbsent(
        listener.getVersion(), _ -> Set.copyOf(References.ofListener(listener)));
  }

  private Set<Key> ofCluster(Resource cluster) {
    return references.computeIfAbsent(
        cluster.getVersion(), _ -> Set.copyOf(References.ofCluster(cluster)));
  }

  private void check() {
    for (Resource listener : active.values()) {
      // One whose successor was refused may be left without a certificate that was taken away.
      boolean isLastGood = refused.contains(new Key(ResourceType.LISTENER, listener.getName()));
      ofListener(listener).stream()
          .filter(key -> key.type() != ResourceType.SECRET || !isLastGood)
          .filter(key -> key.type() != ResourceType.CLUSTER)
          .filter(key -> !of(key.type()).containsKey(key.name()) && !refused.contains(key))
          .forEach(key -> faults.add(listener.getName() + " leads to no " + key));
    }
    relied.forEach(
        (user, clusters) ->
            clusters.stream()
                .filter(cluster -> !working.contains(cluster))
                .forEach(cluster -> faults.add(user + " was left without " + cluster)));
  }

  /** Whenever something led to nothing. */
  public List<String> faults() {
    return List.copyOf(faults);
  }

  /** Clusters and listeners that wait for what they name. */
  public Set<String> warming() {
    Set<String> names = new TreeSet<>(warming);
    of(ResourceType.LISTENER)
        .forEach(
            (name, listener) -> {
              if (!listener.equals(active.get(name))) {
                names.add(name);
              }
            });
    return names;
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

  private Set<String> asked(ResourceType type) {
    return asked.computeIfAbsent(type, _ -> new LinkedHashSet<>());
  }
}
