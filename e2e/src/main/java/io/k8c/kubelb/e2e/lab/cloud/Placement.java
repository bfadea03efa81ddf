package io.k8c.kubelb.e2e.lab.cloud;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.discovery.v1.Endpoint;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Decides which node holds a Service's address. */
final class Placement {
  private Placement() {}

  /**
   * A Ready node; with externalTrafficPolicy Local one that has a ready endpoint, if any does. The
   * current node is kept as long as it will do.
   */
  static Optional<String> choose(
      Service service,
      Collection<EndpointSlice> slices,
      Collection<Node> nodes,
      @Nullable String current) {
    List<String> ready =
        nodes.stream()
            .filter(Placement::isReady)
            .map(node -> node.getMetadata().getName())
            .sorted()
            .toList();
    List<String> candidates = ready;
    if ("Local".equals(service.getSpec().getExternalTrafficPolicy())) {
      Set<String> local = nodesOf(slices);
      List<String> near = ready.stream().filter(local::contains).toList();
      candidates = near.isEmpty() ? ready : near;
    }
    if (current != null && candidates.contains(current)) {
      return Optional.of(current);
    }
    int spread =
        Math.floorMod(service.getMetadata().getUid().hashCode(), Math.max(1, candidates.size()));
    return candidates.stream().skip(spread).findFirst();
  }

  private static Set<String> nodesOf(Collection<EndpointSlice> slices) {
    return slices.stream()
        // The API server writes an empty list as null.
        .flatMap(slice -> Stream.ofNullable(slice.getEndpoints()).flatMap(List::stream))
        .filter(Placement::isReady)
        .map(Endpoint::getNodeName)
        .filter(Objects::nonNull)
        .collect(Collectors.toSet());
  }

  private static boolean isReady(Endpoint endpoint) {
    var conditions = endpoint.getConditions();
    return conditions == null || !Boolean.FALSE.equals(conditions.getReady());
  }

  private static boolean isReady(Node node) {
    return node.getStatus() != null
        && node.getStatus().getConditions().stream()
            .anyMatch(c -> "Ready".equals(c.getType()) && "True".equals(c.getStatus()));
  }
}
