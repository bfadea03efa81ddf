package io.k8c.kubelb.e2e.lab.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSliceBuilder;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlacementTest {
  private static final List<Node> THREE =
      List.of(node("a", true), node("b", true), node("c", true));

  @Test
  void theNodeThatHasTheAddressKeepsIt() {
    assertThat(Placement.choose(service("Cluster"), List.of(), THREE, "c")).contains("c");
  }

  @Test
  void theAddressLeavesANodeThatIsNotReady() {
    List<Node> nodes = List.of(node("a", true), node("b", false));

    assertThat(Placement.choose(service("Cluster"), List.of(), nodes, "b")).contains("a");
  }

  @Test
  void withPolicyLocalTheAddressGoesWhereAReadyEndpointIs() {
    List<EndpointSlice> slices = List.of(slice("a", false), slice("b", true));

    assertThat(Placement.choose(service("Local"), slices, THREE, "a")).contains("b");
  }

  @Test
  void withPolicyLocalAndNoEndpointTheAddressStays() {
    var empty = new EndpointSlice();

    assertThat(Placement.choose(service("Local"), List.of(empty), THREE, "c")).contains("c");
  }

  @Test
  void withoutAReadyNodeThereIsNoPlace() {
    List<Node> nodes = List.of(node("a", false));

    assertThat(Placement.choose(service("Cluster"), List.of(), nodes, null)).isEmpty();
  }

  private static Service service(String policy) {
    return new ServiceBuilder()
        .withNewMetadata()
        .withUid("1234")
        .endMetadata()
        .withNewSpec()
        .withExternalTrafficPolicy(policy)
        .endSpec()
        .build();
  }

  private static Node node(String name, boolean ready) {
    return new NodeBuilder()
        .withNewMetadata()
        .withName(name)
        .endMetadata()
        .withNewStatus()
        .addNewCondition()
        .withType("Ready")
        .withStatus(ready ? "True" : "Unknown")
        .endCondition()
        .endStatus()
        .build();
  }

  private static EndpointSlice slice(String node, boolean ready) {
    return new EndpointSliceBuilder()
        .addNewEndpoint()
        .withNodeName(node)
        .withNewConditions()
        .withReady(ready)
        .endConditions()
        .endEndpoint()
        .build();
  }
}
