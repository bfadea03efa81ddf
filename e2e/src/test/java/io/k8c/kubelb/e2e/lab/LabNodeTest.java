package io.k8c.kubelb.e2e.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.NodeCondition;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@NeedsLab
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LabNodeTest {
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private Lab lab;
  private Cluster cluster;

  @BeforeAll
  void start() {
    lab = Lab.start(LabOptions.standard());
    cluster = lab.cluster(ClusterSpec.of("solo", 1).ipv4Only());
  }

  @AfterAll
  void end() {
    lab.close();
  }

  @Test
  void aKilledNodeBecomesNotReadyAndReturnsWithItsPods() {
    Node node = cluster.addNode();
    runPod("survivor", node);
    node.kill();
    await().atMost(PATIENCE).until(() -> !isReady(node));

    node.start();

    await().atMost(PATIENCE).until(() -> restarts("survivor") > 0 && isPodReady("survivor"));
    cluster.removeNode(node);
  }

  @Test
  void theControlPlaneKeepsItsStateOverAStop() {
    Node node = cluster.nodes().getFirst();
    runPod("kept", node);

    node.stop();
    node.start();

    await().atMost(PATIENCE).until(() -> isPodReady("kept"));
  }

  @Test
  void aNodeWithoutIpv6HasOneAddress() {
    assertThat(cluster.nodes().getFirst().addresses()).hasSize(1);
  }

  private void runPod(String name, Node node) {
    var pod =
        new PodBuilder()
            .withNewMetadata()
            .withName(name)
            .endMetadata()
            .withNewSpec()
            .withNodeName(node.name())
            .addNewContainer()
            .withName("echo")
            .withImage("localhost/echo:1")
            .endContainer()
            .endSpec()
            .build();
    cluster.client().pods().inNamespace("default").resource(pod).create();
    await().atMost(PATIENCE).until(() -> isPodReady(name));
  }

  private boolean isReady(Node node) {
    return cluster.client().nodes().withName(node.name()).get().getStatus().getConditions().stream()
        .filter(condition -> "Ready".equals(condition.getType()))
        .map(NodeCondition::getStatus)
        .anyMatch("True"::equals);
  }

  private boolean isPodReady(String name) {
    return cluster.client().pods().inNamespace("default").withName(name).isReady();
  }

  private int restarts(String name) {
    return cluster
        .client()
        .pods()
        .inNamespace("default")
        .withName(name)
        .get()
        .getStatus()
        .getContainerStatuses()
        .stream()
        .mapToInt(status -> status.getRestartCount())
        .sum();
  }
}
