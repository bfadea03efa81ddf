package io.k8c.kubelb.ccm.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.k8c.kubelb.api.EndpointAddress;
import io.k8c.kubelb.api.IpFamily;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NodeAddressFamiliesTest {
  private static final List<Node> DUAL_STACK =
      List.of(node("a", "192.0.2.1", "2001:db8::1"), node("b", "192.0.2.2", "2001:db8::2"));

  private static Node node(String name, String... addresses) {
    var status = new NodeBuilder().withNewMetadata().withName(name).endMetadata().withNewStatus();
    for (String address : addresses) {
      status.addNewAddress(address, "InternalIP");
    }
    return status
        .addNewCondition()
        .withType("Ready")
        .withStatus("True")
        .endCondition()
        .endStatus()
        .build();
  }

  private static List<String> addresses(Optional<IpFamily> family) {
    return NodeAddresses.of(
            DUAL_STACK, NodeAddressType.InternalIP, Duration.ZERO, Instant.EPOCH, family)
        .addresses()
        .stream()
        .map(EndpointAddress::ip)
        .toList();
  }

  @Test
  void aNodeIsReachedAtItsFirstAddressOnly() {
    assertThat(addresses(Optional.empty())).containsExactly("192.0.2.1", "192.0.2.2");
    assertThat(NodeAddresses.primaryFamily(DUAL_STACK, NodeAddressType.ExternalIP))
        .contains(IpFamily.IPV4);
  }

  @Test
  void aServiceOfTheOtherFamilyReachesNodesAtThatOne() {
    assertThat(addresses(Optional.of(IpFamily.IPV6))).containsExactly("2001:db8::1", "2001:db8::2");
  }

  @Test
  void aServiceOfBothFamiliesIsBoundToNone() {
    assertThat(onlyFamily("IPv4", "IPv6")).isEmpty();
    assertThat(onlyFamily("IPv6")).contains(IpFamily.IPV6);
    assertThat(onlyFamily()).isEmpty();
  }

  private static Optional<IpFamily> onlyFamily(String... families) {
    return ServiceSource.onlyFamily(
        new ServiceBuilder().withNewSpec().withIpFamilies(families).endSpec().build());
  }
}
