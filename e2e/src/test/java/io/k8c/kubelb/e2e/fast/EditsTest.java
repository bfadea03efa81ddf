package io.k8c.kubelb.e2e.fast;

import static io.k8c.kubelb.e2e.fast.Stage.TENANT;
import static io.k8c.kubelb.e2e.fast.Stage.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.k8c.kubelb.api.LoadBalancerSettings;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/** What follows when users and administrators change or remove things. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EditsTest {
  private Stage stage;

  @BeforeAll
  void open() {
    stage = Stage.open(EditsTest.class);
    stage.create("anchor");
    stage.envoy("envoy");
    stage.awaitServed("anchor");
  }

  @AfterAll
  void close() {
    stage.close();
  }

  @Test
  void anotherPortIsServedAtTheSameAddress() {
    stage.create("port");
    stage.awaitServed("port");
    List<String> before = stage.addresses("port");

    stage.edit("port", service -> withPort(service, 8080));

    eventually()
        .untilAsserted(
            () ->
                assertThat(stage.hubService("port").orElseThrow().getSpec().getPorts())
                    .singleElement()
                    .satisfies(port -> assertThat(port.getPort()).isEqualTo(8080)));
    stage.awaitServed("port");
    assertThat(stage.addresses("port")).isEqualTo(before);
  }

  @Test
  void anotherNodePortIsFollowed() {
    stage.create("node-port");
    stage.awaitServed("node-port");
    int listener = stage.listener("node-port");
    int before = nodePort("node-port");
    int other = before == 32_767 ? before - 1 : before + 1;

    stage.edit(
        "node-port",
        service ->
            new ServiceBuilder(service)
                .editSpec()
                .editFirstPort()
                .withNodePort(other)
                .endPort()
                .endSpec()
                .build());

    eventually()
        .untilAsserted(
            () ->
                assertThat(stage.loadBalancer("node-port").orElseThrow().getSpec().endpoints())
                    .allSatisfy(
                        group -> assertThat(group.ports().getFirst().port()).isEqualTo(other)));
    stage.awaitServed("node-port");
    assertThat(stage.listener("node-port")).isEqualTo(listener);
  }

  @Test
  void theTrafficPolicyReachesTheHubService() {
    stage.create("policy");
    stage.awaitServed("policy");

    stage.edit(
        "policy",
        service ->
            new ServiceBuilder(service)
                .editSpec()
                .withExternalTrafficPolicy("Local")
                .endSpec()
                .build());

    eventually()
        .untilAsserted(
            () ->
                assertThat(
                        stage
                            .hubService("policy")
                            .orElseThrow()
                            .getSpec()
                            .getExternalTrafficPolicy())
                    .isEqualTo("Local"));
  }

  @Test
  void aDeletedServiceLeavesNothingBehind() {
    stage.create("deleted");
    stage.awaitServed("deleted");
    int listener = stage.listener("deleted");

    stage.delete("deleted");

    stage.awaitNothingOf("deleted", listener);
    eventually().until(() -> stage.service("deleted").isEmpty());
  }

  @Test
  void aServiceOfAnotherTypeIsReleased() {
    stage.create("retyped");
    stage.awaitServed("retyped");
    int listener = stage.listener("retyped");

    stage.edit(
        "retyped",
        service -> new ServiceBuilder(service).editSpec().withType("ClusterIP").endSpec().build());

    stage.awaitNothingOf("retyped", listener);
    eventually()
        .untilAsserted(
            () ->
                assertThat(stage.service("retyped").orElseThrow().getMetadata().getFinalizers())
                    .isEmpty());
    assertThat(stage.addresses("retyped")).isEmpty();
  }

  @Test
  void aServiceOfAnotherClassIsNotTouched() {
    stage.create(
        new ServiceBuilder(FastTenant.service("foreign"))
            .editSpec()
            .withLoadBalancerClass("example.com/other")
            .endSpec()
            .build());
    stage.create("after");
    stage.awaitServed("after");

    assertThat(stage.hubService("foreign")).isEmpty();
    assertThat(stage.service("foreign").orElseThrow().getMetadata().getFinalizers()).isEmpty();
    assertThat(stage.events("foreign")).isEmpty();
  }

  /** Classes cannot be edited, so the class changes with the type, back and forth. */
  @Test
  void aServiceThatComesBackWithAnotherClassIsReleased() {
    stage.create("reclassed");
    stage.awaitServed("reclassed");
    int listener = stage.listener("reclassed");

    stage.edit("reclassed", service -> retyped(service, "ClusterIP", null));
    stage.edit("reclassed", service -> retyped(service, "LoadBalancer", "example.com/other"));

    stage.awaitNothingOf("reclassed", listener);
  }

  @Test
  void disablingTakesEverythingAwayAndEnablingBringsItBack() {
    stage.create("switched");
    stage.awaitServed("switched");
    int listener = stage.listener("switched");

    stage.settings(new LoadBalancerSettings(null, true));

    eventually().until(() -> stage.hubService("switched").isEmpty());
    eventually().until(() -> !Stage.isListening(listener));
    eventually().until(() -> stage.addresses("switched").isEmpty());
    eventually()
        .untilAsserted(
            () ->
                assertThat(stage.events("switched"))
                    .anyMatch(event -> event.startsWith("Disabled: load balancers are disabled")));

    stage.settings(new LoadBalancerSettings(null, false));

    stage.awaitServed("switched");
    stage.awaitServed("anchor");
  }

  @TestFactory
  Stream<DynamicTest> whatSomeoneDeletesComesBack() {
    return Stream.of(
            child("hub Service", stage.hub().resource(stage.hubService("anchor").orElseThrow())),
            child(
                "Deployment",
                stage.hub().apps().deployments().inNamespace(TENANT).withName("envoy-" + TENANT)),
            child(
                "ConfigMap",
                stage.hub().configMaps().inNamespace(TENANT).withName("envoy-bootstrap")),
            child(
                "PodDisruptionBudget",
                stage
                    .hub()
                    .policy()
                    .v1()
                    .podDisruptionBudget()
                    .inNamespace(TENANT)
                    .withName("envoy-" + TENANT)),
            child(
                "RoleBinding",
                stage.hub().rbac().roleBindings().inNamespace(TENANT).withName("kubelb-ccm")))
        .map(child -> DynamicTest.dynamicTest(child.name(), () -> comesBack(child.object())));
  }

  private void comesBack(Resource<? extends HasMetadata> child) {
    String uid = child.require().getMetadata().getUid();

    child.delete();

    eventually()
        .untilAsserted(
            () -> {
              HasMetadata found = child.get();
              assertThat(found).isNotNull();
              assertThat(found.getMetadata().getUid()).isNotEqualTo(uid);
            });
    stage.awaitServed("anchor");
  }

  private record Child(String name, Resource<? extends HasMetadata> object) {}

  private static Child child(String name, Resource<? extends HasMetadata> object) {
    return new Child(name, object);
  }

  @TestFactory
  Stream<DynamicTest> whatAServiceAsksForInVainIsToldByName() {
    Map<String, Service> services =
        Map.of(
            "spec.ports: port 81 has protocol SCTP",
            new ServiceBuilder(FastTenant.service("sctp"))
                .editSpec()
                .addNewPort()
                .withName("sctp")
                .withPort(81)
                .withProtocol("SCTP")
                .endPort()
                .endSpec()
                .build(),
            "spec.allocateLoadBalancerNodePorts is false",
            new ServiceBuilder(FastTenant.service("no-node-ports"))
                .editSpec()
                .withAllocateLoadBalancerNodePorts(false)
                .endSpec()
                .build(),
            "spec.loadBalancerIP is not carried",
            new ServiceBuilder(FastTenant.service("wanted-address"))
                .editSpec()
                .withLoadBalancerIP("192.0.2.1")
                .endSpec()
                .build(),
            "spec.sessionAffinityConfig.clientIP.timeoutSeconds is not carried",
            new ServiceBuilder(FastTenant.service("short-affinity"))
                .editSpec()
                .withSessionAffinity("ClientIP")
                .withNewSessionAffinityConfig()
                .withNewClientIP()
                .withTimeoutSeconds(60)
                .endClientIP()
                .endSessionAffinityConfig()
                .endSpec()
                .build());
    return services.entrySet().stream()
        .map(
            entry ->
                DynamicTest.dynamicTest(
                    entry.getKey(), () -> isTold(entry.getValue(), entry.getKey())));
  }

  private void isTold(Service service, String words) {
    stage.create(service);

    eventually()
        .untilAsserted(
            () ->
                assertThat(stage.events(service.getMetadata().getName()))
                    .anyMatch(event -> event.startsWith("UnsupportedField: " + words)));
  }

  private int nodePort(String service) {
    return stage.service(service).orElseThrow().getSpec().getPorts().getFirst().getNodePort();
  }

  private static Service withPort(Service service, int number) {
    return new ServiceBuilder(service)
        .editSpec()
        .editFirstPort()
        .withPort(number)
        .endPort()
        .endSpec()
        .build();
  }

  private static Service retyped(Service service, String type, String loadBalancerClass) {
    return new ServiceBuilder(service)
        .editSpec()
        .withType(type)
        .withLoadBalancerClass(loadBalancerClass)
        .endSpec()
        .build();
  }
}
