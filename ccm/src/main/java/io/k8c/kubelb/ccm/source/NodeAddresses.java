package io.k8c.kubelb.ccm.source;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeAddress;
import io.fabric8.kubernetes.api.model.NodeCondition;
import io.k8c.kubelb.api.EndpointAddress;
import io.k8c.kubelb.api.IpFamily;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The addresses of the nodes that take traffic.
 *
 * @param addresses in a stable order, without duplicates
 * @param recheck when the answer changes although nothing does: the hold of a node runs out
 * @param fallback whether addresses of another type than the wanted one had to serve
 */
public record NodeAddresses(
    List<EndpointAddress> addresses, Optional<Duration> recheck, boolean fallback) {
  private static final List<String> CONTROL_PLANE =
      List.of("node-role.kubernetes.io/control-plane", "node-role.kubernetes.io/master");
  private static final String EXCLUDED = "node.kubernetes.io/exclude-from-external-load-balancers";
  private static final String LEAVING = "ToBeDeletedByClusterAutoscaler";

  public NodeAddresses {
    addresses = List.copyOf(addresses);
  }

  /**
   * Which nodes take traffic, and where.
   *
   * @param hold how long a node stays after it has turned not ready: health checks of the proxies
   *     find out faster than the cluster whether it really is gone
   */
  public static NodeAddresses of(
      Collection<Node> nodes, NodeAddressType type, Duration hold, Instant now) {
    return of(nodes, type, hold, now, Optional.empty());
  }

  /**
   * The same for Services of one IP family, the only one in which their node ports answer.
   *
   * @param family that of each node's first address where it is empty
   */
  public static NodeAddresses of(
      Collection<Node> nodes,
      NodeAddressType type,
      Duration hold,
      Instant now,
      Optional<IpFamily> family) {
    List<Node> eligible = nodes.stream().filter(NodeAddresses::isEligible).toList();
    List<Node> workers = eligible.stream().filter(node -> !isControlPlane(node)).toList();
    List<Node> candidates = workers.isEmpty() ? eligible : workers;
    List<Node> serving =
        candidates.stream().filter(node -> remaining(node, hold, now).isPositive()).toList();
    List<EndpointAddress> wanted = addresses(serving, type, family);
    boolean fallback = wanted.isEmpty() && type == NodeAddressType.ExternalIP;
    return new NodeAddresses(
        fallback ? addresses(serving, NodeAddressType.InternalIP, family) : wanted,
        serving.stream()
            .map(node -> remaining(node, hold, now))
            .filter(left -> left.compareTo(hold) <= 0)
            .min(Comparator.naturalOrder()),
        fallback);
  }

  private static boolean isEligible(Node node) {
    boolean leaving =
        node.getSpec() != null
            && node.getSpec().getTaints().stream()
                .anyMatch(taint -> LEAVING.equals(taint.getKey()));
    boolean cordoned =
        node.getSpec() != null && Boolean.TRUE.equals(node.getSpec().getUnschedulable());
    return !leaving
        && !cordoned
        && !node.isMarkedForDeletion()
        && !labels(node).containsKey(EXCLUDED);
  }

  private static boolean isControlPlane(Node node) {
    return CONTROL_PLANE.stream().anyMatch(labels(node)::containsKey);
  }

  private static Map<String, String> labels(Node node) {
    Map<String, String> labels = node.getMetadata().getLabels();
    return labels == null ? Map.of() : labels;
  }

  /** More than the hold for a ready node, what is left of it for one that is not. */
  private static Duration remaining(Node node, Duration hold, Instant now) {
    Optional<NodeCondition> ready =
        node.getStatus() == null
            ? Optional.empty()
            : node.getStatus().getConditions().stream()
                .filter(condition -> "Ready".equals(condition.getType()))
                .findFirst();
    if (ready.isEmpty()) {
      return Duration.ZERO;
    }
    if ("True".equals(ready.get().getStatus())) {
      return hold.plusSeconds(1);
    }
    try {
      Instant since = Instant.parse(ready.get().getLastTransitionTime());
      Duration left = hold.minus(Duration.between(since, now));
      return left.compareTo(hold) > 0 ? hold : left;
    } catch (DateTimeException | NullPointerException e) {
      return Duration.ZERO;
    }
  }

  /** The family of the nodes' first addresses, which is that of most Services too. */
  public static Optional<IpFamily> primaryFamily(Collection<Node> nodes, NodeAddressType type) {
    return Stream.of(type, NodeAddressType.InternalIP)
        .flatMap(each -> nodes.stream().flatMap(node -> of(node, each)))
        .findFirst()
        .map(NodeAddresses::family);
  }

  private static IpFamily family(String address) {
    return address.contains(":") ? IpFamily.IPV6 : IpFamily.IPV4;
  }

  /** One address of each node: its first, or its first of the family. */
  private static List<EndpointAddress> addresses(
      Collection<Node> nodes, NodeAddressType type, Optional<IpFamily> family) {
    return nodes.stream()
        .flatMap(
            node ->
                of(node, type)
                    .filter(
                        address ->
                            type == NodeAddressType.Hostname
                                || family.isEmpty()
                                || family(address) == family.get())
                    .limit(1))
        .distinct()
        .sorted()
        .map(
            address ->
                type == NodeAddressType.Hostname
                    ? new EndpointAddress(null, address)
                    : EndpointAddress.ofIp(address))
        .toList();
  }

  private static Stream<String> of(Node node, NodeAddressType type) {
    return node.getStatus() == null
        ? Stream.empty()
        : node.getStatus().getAddresses().stream()
            .filter(address -> type.name().equals(address.getType()))
            .map(NodeAddress::getAddress);
  }
}
