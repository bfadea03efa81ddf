package io.k8c.kubelb.e2e.fast;

import static io.k8c.kubelb.e2e.fast.Hubs.apply;
import static io.k8c.kubelb.e2e.fast.Stage.TENANT;
import static io.k8c.kubelb.e2e.fast.Stage.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeAddress;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.k8c.kubelb.api.Addresses;
import io.k8c.kubelb.api.EndpointAddress;
import io.k8c.kubelb.api.RouteFacts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.EnabledIf;

/** Nodes that are reached over IPv6, while the clients of their Gateway come over IPv4. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@EnabledIf(
    value = "hasIpv6",
    disabledReason = "this machine has no ::1, so no node of IPv6 was tried behind a Gateway")
class Ipv6NodesTest {
  private static final String SIX = "::1";

  private Stage stage;
  private BackendStage backends;
  private NodePorts overSix;

  static boolean hasIpv6() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(SIX))) {
      return socket.isBound();
    } catch (IOException e) {
      return false;
    }
  }

  @BeforeAll
  void open() {
    stage =
        Stage.onCluster(
            Ipv6NodesTest.class, "--service-cluster-ip-range=10.96.0.0/16,fd00:10:96::/112");
    backends = new BackendStage(stage);
    overSix = new NodePorts(SIX, stage.cluster());
    node(Stage.NODE, SIX);
    stage.tier().gatewayKinds(stage.tenant());
    apply(
        stage.tenant(),
        Manifests.all(
            Manifests.CLASS,
            Manifests.gateway("kubelb", "web", Manifests.HTTP),
            Manifests.httpRoute("web", "four"),
            Manifests.httpRoute("web", "six")));
    backends.service("four", "{selector: {app: four}, ports: [{port: 80}]}");
    backends.service("six", "{ipFamilies: [IPv6], selector: {app: six}, ports: [{port: 80}]}");
    eventually().until(() -> !stage.gatewayServices().isEmpty());
    stage.envoy("envoy");
  }

  @AfterAll
  void close() {
    overSix.close();
    stage.close();
  }

  @Test
  @Order(1)
  void ofADualStackNodeEachServiceIsReachedInItsOwnFamily() {
    eventually()
        .untilAsserted(() -> assertThat(answer("four")).endsWith(" on " + Stage.NODE + "\n"));
    eventually().untilAsserted(() -> assertThat(answer("six")).endsWith(" on ::1\n"));

    assertThat(own("six")).containsExactly(EndpointAddress.ofIp(SIX));
    assertThat(IntStream.range(0, 20).mapToObj(_ -> answer("six")))
        .allMatch(answer -> answer.endsWith(" on ::1\n"));
    eventually()
        .untilAsserted(
            () ->
                assertThat(backends.status("Gateway", "web").at("/addresses/0/value").asText())
                    .startsWith("203.0."));
  }

  @Test
  @Order(2)
  void nodesOfIpv6AloneAreReachedAsThoseOfIpv4Are() {
    node(SIX);

    eventually()
        .untilAsserted(
            () ->
                assertThat(
                        stage
                            .hub()
                            .resources(Addresses.class)
                            .inNamespace(TENANT)
                            .withName(Addresses.DEFAULT)
                            .require()
                            .getSpec()
                            .addresses())
                    .containsExactly(EndpointAddress.ofIp(SIX)));
    apply(stage.tenant(), Manifests.httpRoute("web", "late"));
    backends.service("late", "{ipFamilies: [IPv6], selector: {app: late}, ports: [{port: 80}]}");
    eventually().untilAsserted(() -> assertThat(answer("late")).endsWith(" on ::1\n"));
    assertThat(own("late")).isEmpty();
    eventually().untilAsserted(() -> assertThat(own("six")).isEmpty());
    assertThat(answer("six")).endsWith(" on ::1\n");
  }

  /** The only node now has these addresses. */
  private void node(String... addresses) {
    Node _ =
        stage
            .tenant()
            .nodes()
            .withName("node-1")
            .editStatus(
                node ->
                    new NodeBuilder(node)
                        .editStatus()
                        .withAddresses(
                            Stream.of(addresses)
                                .map(address -> new NodeAddress(address, "InternalIP"))
                                .toList())
                        .endStatus()
                        .build());
  }

  /** Addresses that the hub is told of the Service of a route alone. */
  private List<EndpointAddress> own(String route) {
    return backends.fact(route).map(RouteFacts.Reference::addresses).orElseThrow();
  }

  private String answer(String route) {
    return Stage.answer(Stage.listener(stage.gatewayServices().getFirst()), route + ".example.com");
  }
}
