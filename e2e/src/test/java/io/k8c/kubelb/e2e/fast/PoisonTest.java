package io.k8c.kubelb.e2e.fast;

import static io.k8c.kubelb.e2e.fast.Stage.TENANT;
import static io.k8c.kubelb.e2e.fast.Stage.answer;
import static io.k8c.kubelb.e2e.fast.Stage.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Condition;
import io.k8c.kubelb.api.LoadBalancer;
import io.k8c.kubelb.api.ObjectReference;
import io.k8c.kubelb.e2e.hub.LoadBalancers;
import io.k8c.kubelb.kit.Conditions;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Bad load balancers beside fifty good ones harm nobody but themselves. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PoisonTest {
  private static final int NODE_PORT = 30_999;
  private static final List<String> GOOD =
      IntStream.range(0, 50).mapToObj(number -> "good-" + number).toList();

  private Stage stage;
  private ServerSocket occupied;

  @BeforeAll
  void open() throws IOException {
    stage = Stage.open(PoisonTest.class);
    stage.create("refused-by-envoy");
    GOOD.forEach(stage::create);
    occupied = new ServerSocket();
    occupied.bind(new InetSocketAddress(stage.listener("refused-by-envoy")));
    create(
        LoadBalancers.of(
            TENANT,
            "refused-by-hub",
            new ObjectReference(null, "Secret", "kubelb", "x", null, null, null),
            NODE_PORT));
    create(
        LoadBalancers.of(TENANT, "refers-to-nothing", ObjectReference.named("missing"), NODE_PORT));
    create(LoadBalancers.of(TENANT, "denied-endpoint", "169.254.169.254", NODE_PORT));
    create(
        LoadBalancers.of(
            TENANT, "partly-denied", List.of("169.254.169.254", Stage.NODE), NODE_PORT));
    stage.envoy("envoy");
  }

  @AfterAll
  void close() throws IOException {
    occupied.close();
    stage.close();
  }

  @Test
  void eachBadOneTellsItsOwnReasonAndAllGoodOnesAreServed() throws IOException {
    // Then
    stage.awaitReason("refused-by-envoy", "EnvoyRejected");
    awaitReason("refused-by-hub", "InvalidValue");
    awaitReason("refers-to-nothing", "AddressesNotFound");
    awaitReason("denied-endpoint", "EndpointDenied");
    awaitReason("partly-denied", "Ready");
    assertThat(condition("partly-denied", "ResolvedRefs").map(Condition::getReason))
        .contains("EndpointDenied");
    GOOD.forEach(stage::awaitServed);
    GOOD.forEach(
        name ->
            assertThat(stage.events(name))
                .as(name)
                .allMatch(event -> event.matches("(Synced|AddressAssigned|Pending): .*")));
    eventually()
        .untilAsserted(
            () ->
                assertThat(stage.events("refused-by-envoy"))
                    .anyMatch(event -> event.startsWith("EnvoyRejected: Envoy refused")));
    assertThat(answer(stage.listener("refused-by-envoy"))).isEmpty();

    // When
    occupied.close();
    stage.edit(
        "refused-by-envoy",
        service -> {
          service.getSpec().getPorts().getFirst().setPort(8080);
          return service;
        });

    // Then
    stage.awaitServed("refused-by-envoy");
  }

  private void create(LoadBalancer loadBalancer) {
    stage.hub().resource(loadBalancer).create();
  }

  private void awaitReason(String loadBalancer, String reason) {
    eventually()
        .untilAsserted(
            () ->
                assertThat(condition(loadBalancer, "Ready").map(Condition::getReason))
                    .as(loadBalancer)
                    .contains(reason));
  }

  private Optional<Condition> condition(String loadBalancer, String type) {
    LoadBalancer found =
        stage
            .hub()
            .resources(LoadBalancer.class)
            .inNamespace(TENANT)
            .withName(loadBalancer)
            .require();
    return Optional.ofNullable(found.getStatus())
        .flatMap(status -> Conditions.find(status.conditions(), type));
  }
}
