package io.k8c.kubelb.e2e.fast;

import static io.k8c.kubelb.e2e.fast.Hubs.apply;
import static io.k8c.kubelb.e2e.fast.Stage.TENANT;
import static io.k8c.kubelb.e2e.fast.Stage.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.ResourceQuotaBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.k8c.kubelb.api.EndpointAddress;
import io.k8c.kubelb.api.Route;
import io.k8c.kubelb.api.RouteFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/** How the nodes of a tenant cluster offer the Services that routes lead to, and who refuses it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class BackendServicesTest {
  private static final String COUNT = "count/routes.kubelb.k8c.io";
  private static final int FIRST_PORT = 30_000;
  private static final int LAST_PORT = 30_015;

  private Stage stage;
  private BackendStage backends;

  @BeforeAll
  void open() {
    stage =
        Stage.onCluster(
            BackendServicesTest.class, "--service-node-port-range=" + FIRST_PORT + "-" + LAST_PORT);
    backends = new BackendStage(stage);
    stage.tier().gatewayKinds(stage.tenant());
    FastTenant.node(stage.tenant(), "node-2", NodeAddresses.of(2));
    apply(
        stage.tenant(),
        Manifests.all(
            Manifests.CLASS,
            Manifests.gatewayClass("theirs", "example.com/other"),
            Manifests.gateway("kubelb", "web", Manifests.HTTP)));
  }

  @AfterAll
  void close() {
    stage.close();
  }

  @Test
  @Order(1)
  void aTwinFollowsPortsAndSelector() {
    backends.service("app", "{selector: {app: one}, ports: [{name: http, port: 80}]}");
    backends.route("app");
    eventually()
        .untilAsserted(
            () -> assertThat(nodePorts("app")).hasSize(1).isEqualTo(own("app-nodeport")));

    backends.service(
        "app",
        "{selector: {app: two}, ports: [{name: http, port: 80, targetPort: 9090},"
            + " {name: other, port: 81}]}");

    eventually()
        .untilAsserted(
            () -> {
              Service twin = stage.service("app-nodeport").orElseThrow();
              assertThat(twin.getSpec().getSelector()).isEqualTo(Map.of("app", "two"));
              assertThat(twin.getSpec().getPorts())
                  .extracting(port -> port.getPort() + "->" + port.getTargetPort().getValue())
                  .containsExactly("80->9090", "81->81");
              assertThat(nodePorts("app")).hasSize(2).isEqualTo(own("app-nodeport"));
            });
  }

  @Test
  @Order(2)
  void aServiceThatGetsNodePortsOfItsOwnNeedsNoTwin() {
    stage.edit(
        "app",
        service -> new ServiceBuilder(service).editSpec().withType("NodePort").endSpec().build());

    eventually().untilAsserted(() -> assertThat(nodePorts("app")).isEqualTo(own("app")));
    assertThat(own("app")).doesNotContain(0).doesNotContainAnyElementsOf(own("app-nodeport"));
    eventually().until(() -> stage.service("app-nodeport").isEmpty());
  }

  @Test
  @Order(3)
  void aForeignServiceOfTheTwinsNameIsNeverTouched() {
    backends.service("busy-nodeport", "{selector: {app: theirs}, ports: [{port: 80}]}");
    Service theirs = stage.service("busy-nodeport").orElseThrow();
    backends.service("busy", "{selector: {app: ours}, ports: [{port: 80}]}");
    backends.route("busy");

    eventually()
        .untilAsserted(
            () ->
                assertThat(backends.fact("busy").map(RouteFacts.Reference::problem).orElse(""))
                    .contains("Service busy-nodeport is in the way", "rename it"));
    backends.object("HTTPRoute", "busy").delete();
    eventually().until(() -> backends.hubRoute("busy").isEmpty());
    assertThat(stage.service("busy-nodeport")).contains(theirs);
  }

  @Test
  @Order(4)
  void aLoadBalancerThatKeepsItsTrafficLocalIsReachedWhereItsPodsAre() {
    backends.service(
        "local",
        "{type: LoadBalancer, externalTrafficPolicy: Local, selector: {app: x}, ports: [{port:"
            + " 80}]}");
    backends.slice("local", "node-1");
    backends.route("local");
    eventually()
        .untilAsserted(
            () -> {
              assertThat(nodePorts("local")).isEqualTo(own("local"));
              assertThat(addresses("local")).containsExactly(EndpointAddress.ofIp(Stage.NODE));
            });
    assertThat(stage.service("local-nodeport")).isEmpty();
    long neighbour = backends.hubRoute("app").orElseThrow().getMetadata().getGeneration();

    backends.slice("local", "node-2");

    eventually()
        .untilAsserted(
            () ->
                assertThat(addresses("local"))
                    .containsExactly(EndpointAddress.ofIp(NodeAddresses.of(2))));
    stage.edit(
        "local",
        service ->
            new ServiceBuilder(service)
                .editSpec()
                .withExternalTrafficPolicy("Cluster")
                .endSpec()
                .build());
    eventually().untilAsserted(() -> assertThat(addresses("local")).isEmpty());
    assertThat(backends.hubRoute("app").orElseThrow().getMetadata().getGeneration())
        .isEqualTo(neighbour);
  }

  @Test
  @Order(5)
  void mirroredSlicesGoWhenTheServiceGainsASelector() {
    backends.service("bare", "{ports: [{port: 80}]}");
    backends.slice("bare", "node-1");
    backends.route("bare");
    eventually().until(() -> slices("bare-nodeport").size() == 1);

    backends.service("bare", "{selector: {app: found}, ports: [{port: 80}]}");

    eventually().until(() -> slices("bare-nodeport").isEmpty());
    assertThat(stage.service("bare-nodeport").orElseThrow().getSpec().getSelector())
        .isEqualTo(Map.of("app", "found"));
    assertThat(slices("bare")).as("those of the Service itself").hasSize(1);
  }

  @Test
  @Order(6)
  void whereNodePortsRunOutTheRouteSaysWhatToDo() {
    List<Service> fillers = fill();
    backends.service("late", "{selector: {app: late}, ports: [{port: 80}]}");
    backends.route("late");

    eventually()
        .untilAsserted(
            () ->
                assertThat(backends.condition("HTTPRoute", "late", "ResolvedRefs"))
                    .startsWith("False NoEndpoints")
                    .contains("the cluster has none left", "--service-node-port-range"));

    fillers.forEach(filler -> stage.delete(filler.getMetadata().getName()));
    backends.service("late", "{selector: {app: later}, ports: [{port: 80}]}");
    eventually()
        .untilAsserted(
            () -> assertThat(nodePorts("late")).hasSize(1).isEqualTo(own("late-nodeport")));
  }

  @Test
  @Order(7)
  void whatTheHubRefusesStandsInTheRoutesOwnStatus() {
    ResourceQuota quota = quota();
    backends.route("app", "refused");

    eventually()
        .untilAsserted(
            () ->
                assertThat(backends.condition("HTTPRoute", "refused", "Accepted"))
                    .startsWith("False HubRefused")
                    .contains("exceeded quota", "have the hub's operator allow it"));
    assertThat(backends.hubRoute("refused")).isEmpty();

    stage.hub().resource(quota).delete();
    eventually()
        .untilAsserted(
            () ->
                assertThat(backends.condition("HTTPRoute", "refused", "Accepted"))
                    .startsWith("True"));
  }

  @Test
  @Order(8)
  void aGatewayOfAnotherControllerLosesWhatWeSaid() {
    eventually()
        .untilAsserted(
            () ->
                assertThat(backends.condition("Gateway", "web", "Accepted"))
                    .startsWith("True Accepted"));

    apply(stage.tenant(), Manifests.gateway("theirs", "web", Manifests.HTTP));

    eventually()
        .untilAsserted(
            () -> {
              assertThat(backends.condition("Gateway", "web", "Accepted"))
                  .isEqualTo("Unknown Pending Waiting for controller");
              assertThat(backends.status("Gateway", "web").has("listeners")).isFalse();
            });
  }

  /** Takes all node ports that are left. */
  private List<Service> fill() {
    List<Service> fillers = new ArrayList<>();
    try {
      for (int i = 0; i <= LAST_PORT - FIRST_PORT; i++) {
        Service filler = FastTenant.service("filler-" + i);
        filler.getSpec().setType("NodePort");
        fillers.add(stage.create(filler));
      }
    } catch (KubernetesClientException e) {
      assertThat(e.getCode()).isEqualTo(500);
      return fillers;
    }
    throw new AssertionError("there are more node ports than the range has");
  }

  /** No more Routes in the hub, once its API server knows. */
  private ResourceQuota quota() {
    ResourceQuota quota =
        stage
            .hub()
            .resource(
                new ResourceQuotaBuilder()
                    .withNewMetadata()
                    .withName("routes")
                    .withNamespace(TENANT)
                    .endMetadata()
                    .withNewSpec()
                    .addToHard(COUNT, new Quantity("0"))
                    .endSpec()
                    .build())
            .create();
    stage
        .hub()
        .resource(
            new ResourceQuotaBuilder(quota)
                .withNewStatus()
                .addToHard(COUNT, new Quantity("0"))
                .addToUsed(COUNT, new Quantity("0"))
                .endStatus()
                .build())
        .updateStatus();
    eventually().until(this::isRefused);
    return quota;
  }

  private boolean isRefused() {
    Route probe = new Route();
    probe.setMetadata(
        new ObjectMetaBuilder()
            .withName(UUID.randomUUID().toString())
            .withNamespace(TENANT)
            .build());
    probe.setSpec(new Route.Spec(List.of(), null));
    try {
      stage.hub().resource(stage.hub().resource(probe).create()).delete();
      return false;
    } catch (KubernetesClientException e) {
      return String.valueOf(e.getMessage()).contains("exceeded quota");
    }
  }

  private List<EndpointSlice> slices(String service) {
    return stage
        .tenant()
        .discovery()
        .v1()
        .endpointSlices()
        .inNamespace("default")
        .withLabel("kubernetes.io/service-name", service)
        .list()
        .getItems();
  }

  private List<EndpointAddress> addresses(String route) {
    return backends.fact(route).map(RouteFacts.Reference::addresses).orElse(List.of());
  }

  private List<Integer> nodePorts(String route) {
    return backends.fact(route).map(RouteFacts.Reference::ports).orElse(List.of()).stream()
        .map(RouteFacts.Port::nodePort)
        .toList();
  }

  private List<Integer> own(String service) {
    return stage
        .service(service)
        .map(found -> found.getSpec().getPorts())
        .orElse(List.of())
        .stream()
        .map(ServicePort::getNodePort)
        .toList();
  }
}
