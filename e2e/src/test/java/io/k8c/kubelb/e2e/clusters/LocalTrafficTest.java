package io.k8c.kubelb.e2e.clusters;

import static org.assertj.core.api.Assertions.assertThat;

import io.k8c.kubelb.api.EndpointAddress;
import io.k8c.kubelb.e2e.lab.Node;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@OnTestBed
class LocalTrafficTest {
  private static final String MOBILE = "mobile";

  private final TestBed bed;
  private final TenantCluster one;

  LocalTrafficTest(TestBed bed) {
    this.bed = bed;
    this.one = bed.one();
  }

  @AfterEach
  void removePods() {
    var _ = one.deployment(MOBILE).delete();
  }

  @Test
  void localTrafficGoesOnlyToNodesWithAReadyPodAndFollowsItWhenItMoves() {
    Node first = one.cluster().nodes().get(1);
    Node second = one.cluster().nodes().get(2);
    var _ = one.client().resource(TenantCluster.echo(MOBILE, 1, on(first))).create();
    Published shop = bed.publish(one, EchoService.named("shop").before(MOBILE).http(80).local());
    assertThat(endpoints(shop)).containsExactly(first.address());

    var _ =
        one.deployment(MOBILE)
            .edit(
                found -> {
                  found.getSpec().getTemplate().getSpec().setNodeSelector(on(second));
                  return found;
                });

    bed.await("traffic follows the pod", () -> endpoints(shop).equals(List.of(second.address())));
    bed.await("the moved pod answers", () -> second.name().equals(answeringNode(shop)));
    Traffic.to(shop).more(50).stop().assertNoneFailed();
  }

  private static Map<String, String> on(Node node) {
    return Map.of("kubernetes.io/hostname", node.name());
  }

  private String answeringNode(Published shop) {
    return bed.client().http(shop.at()).map(answer -> answer.path("node").asText()).orElse("");
  }

  private static List<String> endpoints(Published published) {
    return published.loadBalancer().orElseThrow().getSpec().endpoints().stream()
        .flatMap(group -> group.addresses().stream())
        .map(EndpointAddress::ip)
        .toList();
  }
}
