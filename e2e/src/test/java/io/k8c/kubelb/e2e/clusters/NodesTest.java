package io.k8c.kubelb.e2e.clusters;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.k8c.kubelb.e2e.lab.Node;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

@OnTestBed
class NodesTest {
  /** A dead node is noticed within 16 s, its hold comes on top. */
  private static final Duration DEATH = Duration.ofSeconds(60);

  /**
   * Requests in more than one interval of the checks. Until the second check all nodes of a new
   * Service may count as dead, and then traffic goes to all of them (decision 9).
   */
  private static final int UNTIL_CHECKED = 350;

  private final TestBed bed;
  private final TenantCluster one;

  NodesTest(TestBed bed) {
    this.bed = bed;
    this.one = bed.one();
  }

  @Test
  void nodesComeAndGoWithoutAFailedRequest() {
    Published shop = bed.publish(one, EchoService.named("shop").http(80));
    Traffic traffic = Traffic.to(shop).more(50);

    Node added = one.cluster().addNode();
    bed.await("the added node takes traffic", () -> takesTraffic(added));
    traffic.more(200);
    one.client().nodes().withName(added.name()).edit(node -> unschedulable(node, true));
    bed.await("a cordoned node takes no traffic", () -> !takesTraffic(added));
    traffic.more(50);
    one.cluster().removeNode(added);

    traffic.more(100).stop().assertNoneFailed();
  }

  @Test
  void aSilentNodeOfThreeFailsNoRequestAndDelaysNothingOnceItIsKnown() {
    Published shop = bed.publish(one, EchoService.named("shop").http(80));
    Node silent = one.cluster().nodes().getLast();
    Traffic traffic = Traffic.to(shop).more(UNTIL_CHECKED);

    try {
      traffic.pausedFor(() -> silent.blackhole(true));
      traffic.more(200);
      long atFirst = traffic.longestMillis();
      bed.await("the silent node delays nothing", () -> isFast(traffic.more(100)));
      System.out.printf("  slowest answer right after the node fell silent: %d ms%n", atFirst);
    } finally {
      silent.blackhole(false);
    }

    traffic.more(50).stop().assertNoneFailed();
  }

  /** Envoy gives a node one second to accept a connection. */
  private static boolean isFast(Traffic traffic) {
    return traffic.longestMillis() < 900;
  }

  @Test
  void aDeadNodeIsKeptForTheHoldAndCostsHardlyARequest() {
    Published shop = bed.publish(one, EchoService.named("shop").http(80));
    Node dying = one.cluster().nodes().getLast();
    Traffic traffic = Traffic.to(shop).more(50);

    boolean kept;
    traffic.pausedFor(dying::kill);
    try {
      bed.await("the node is not ready", () -> !isReady(dying));
      kept = takesTraffic(dying);
      bed.await(DEATH, "the dead node takes no traffic", () -> !takesTraffic(dying));
    } finally {
      dying.start();
    }
    bed.await("the node takes traffic again", () -> takesTraffic(dying));

    // All tries of a connection may meet the dead node before it is ejected.
    traffic.more(100).stop().assertFailedAtMost(0.01);
    assertThat(kept).as("kept among the endpoints for %s", TestBed.HOLD).isTrue();
  }

  @Test
  void nodesThatMustNotTakeTrafficTakeNone() {
    Node node = one.cluster().nodes().getLast();
    assertThat(takesTraffic(node)).isTrue();

    leavesOut(node, found -> unschedulable(found, true), found -> unschedulable(found, false));
    labelLeavesOut(node, "node.kubernetes.io/exclude-from-external-load-balancers");
    labelLeavesOut(node, "node-role.kubernetes.io/control-plane");
  }

  private void labelLeavesOut(Node node, String label) {
    leavesOut(
        node,
        found -> new NodeBuilder(found).editMetadata().addToLabels(label, "").endMetadata().build(),
        found ->
            new NodeBuilder(found).editMetadata().removeFromLabels(label).endMetadata().build());
  }

  private void leavesOut(
      Node node,
      UnaryOperator<io.fabric8.kubernetes.api.model.Node> change,
      UnaryOperator<io.fabric8.kubernetes.api.model.Node> back) {
    var resource = one.client().nodes().withName(node.name());
    try {
      var _ = resource.edit(change);
      bed.await("the node takes no traffic", () -> !takesTraffic(node));
    } finally {
      var _ = resource.edit(back);
    }
    bed.await("the node takes traffic again", () -> takesTraffic(node));
  }

  private boolean takesTraffic(Node node) {
    return one.nodeAddresses(bed.hub()).contains(node.address());
  }

  private boolean isReady(Node node) {
    return one.client().nodes().withName(node.name()).get().getStatus().getConditions().stream()
        .anyMatch(c -> "Ready".equals(c.getType()) && "True".equals(c.getStatus()));
  }

  private static io.fabric8.kubernetes.api.model.Node unschedulable(
      io.fabric8.kubernetes.api.model.Node node, boolean value) {
    return new NodeBuilder(node).editSpec().withUnschedulable(value).endSpec().build();
  }
}
