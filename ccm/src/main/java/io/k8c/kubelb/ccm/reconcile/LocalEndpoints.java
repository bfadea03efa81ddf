package io.k8c.kubelb.ccm.reconcile;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.discovery.v1.Endpoint;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.k8c.kubelb.api.EndpointAddress;
import io.k8c.kubelb.api.IpFamily;
import io.k8c.kubelb.ccm.source.MirrorPlan;
import io.k8c.kubelb.ccm.source.NodeAddressType;
import io.k8c.kubelb.ccm.source.NodeAddresses;
import io.k8c.kubelb.ccm.source.ServiceSource;
import io.k8c.kubelb.kit.watch.Cached;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where Services are reached for which the nodes' first addresses will not do: those that keep
 * their traffic on nodes with ready pods, and those of another IP family.
 */
public final class LocalEndpoints {
  private final Cached<EndpointSlice> slices;
  private final Cached<Node> nodes;
  private final NodeAddressType type;
  private final Duration hold;
  private final Clock clock;

  public LocalEndpoints(
      Cached<EndpointSlice> slices,
      Cached<Node> nodes,
      NodeAddressType type,
      Duration hold,
      Clock clock) {
    this.slices = slices;
    this.nodes = nodes;
    this.type = type;
    this.hold = hold;
    this.clock = clock;
  }

  /** Name of the Service that a slice belongs to. */
  static Optional<String> service(EndpointSlice slice) {
    Map<String, String> labels = slice.getMetadata().getLabels();
    return labels == null
        ? Optional.empty()
        : Optional.ofNullable(labels.get(MirrorPlan.SERVICE_NAME));
  }

  /** Names of nodes with a ready endpoint in a slice. */
  static Set<String> nodes(EndpointSlice slice) {
    return slice.getEndpoints().stream()
        .filter(LocalEndpoints::isReady)
        .map(Endpoint::getNodeName)
        .filter(java.util.Objects::nonNull)
        .collect(Collectors.toSet());
  }

  private static boolean isReady(Endpoint endpoint) {
    return endpoint.getConditions() == null
        || !Boolean.FALSE.equals(endpoint.getConditions().getReady());
  }

  /** Addresses of its own that a Service needs; none where those of all nodes will do. */
  List<EndpointAddress> of(Service service) {
    Optional<IpFamily> family = ServiceSource.onlyFamily(service);
    if (!isPeculiar(service)) {
      return List.of();
    }
    boolean local = ServiceSource.isLocal(service);
    List<Node> chosen = local ? running(service) : nodes.all();
    return NodeAddresses.of(chosen, type, hold, clock.instant(), family).addresses();
  }

  /** Whether the node ports of a Service answer at other addresses than the nodes' first. */
  boolean isOfAnotherFamily(Service service) {
    Optional<IpFamily> family = ServiceSource.onlyFamily(service);
    return family.isPresent()
        && NodeAddresses.primaryFamily(nodes.all(), type).filter(family.get()::equals).isEmpty();
  }

  /**
   * Whether a node that changes may change where a Service alone is reached.
   *
   * @param node as it was, or as it is: the nodes' family may be another one than before
   */
  boolean isConcerned(Service service, Node node) {
    Optional<IpFamily> own = family(node);
    return isPeculiar(service)
        || ServiceSource.onlyFamily(service)
            .filter(only -> own.isPresent() && only != own.get())
            .isPresent();
  }

  /** Whether where a Service is reached is a matter of its own. */
  boolean isPeculiar(Service service) {
    return ServiceSource.isLocal(service) || isOfAnotherFamily(service);
  }

  /** Whether a change of a node changes where traffic of either family goes. */
  boolean matters(Node before, Node after) {
    return !family(before).equals(family(after))
        || Stream.of(IpFamily.values())
            .anyMatch(family -> !addresses(before, family).equals(addresses(after, family)));
  }

  private Optional<IpFamily> family(Node node) {
    return NodeAddresses.primaryFamily(List.of(node), type);
  }

  private List<EndpointAddress> addresses(Node node, IpFamily family) {
    return NodeAddresses.of(List.of(node), type, hold, clock.instant(), Optional.of(family))
        .addresses();
  }

  private List<Node> running(Service service) {
    ObjectMeta metadata = service.getMetadata();
    Set<String> running =
        slices
            .labelled(metadata.getNamespace(), MirrorPlan.SERVICE_NAME, metadata.getName())
            .stream()
            .flatMap(slice -> nodes(slice).stream())
            .collect(Collectors.toSet());
    return nodes.all().stream()
        .filter(node -> running.contains(node.getMetadata().getName()))
        .toList();
  }
}
