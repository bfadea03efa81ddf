package io.k8c.kubelb.e2e.fast;

import static io.k8c.kubelb.e2e.fast.Hubs.apply;
import static io.k8c.kubelb.e2e.fast.Hubs.resource;
import static io.k8c.kubelb.e2e.fast.Stage.TENANT;
import static io.k8c.kubelb.e2e.fast.Stage.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/** The guide's shared Gateway and Gateways of a tenant, served by another controller of the hub. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DelegationTest {
  private static final String VERSION = "gateway.networking.k8s.io/v1";
  private static final String NODE = "10.0.0.5";
  private static final String OTHER = "tenant-two";

  private Stage stage;
  private FastCluster other;

  @BeforeAll
  void open() {
    stage = Stage.open(DelegationTest.class);
    FastTenant.node(stage.tenant(), "node-2", NODE);
    settings("");
    stage.hub().resource(FastTenant.tenant(OTHER)).serverSideApply();
    other = stage.tier().cluster("tenant-2");
    stage.tier().ccm(OTHER, OTHER, other).awaitReady();
    stage.tier().gatewayKinds(other.client());
    stage.tier().gatewayKinds(stage.tenant());
    apply(stage.tenant(), Manifests.service("app-service", 8080));
    apply(stage.tenant(), resource("/guide/shared-gateway-tenant-1.yaml"));
  }

  @AfterAll
  void close() {
    stage.close();
  }

  @Test
  @Order(1)
  void theGuidesRouteIsTheHubsOnceTheHubHasItsGateway() {
    stage.tier().gatewayKinds(stage.hub());
    stage
        .hub()
        .resource(new NamespaceBuilder().withNewMetadata().withName("shared").endMetadata().build())
        .serverSideApply();
    apply(stage.hub(), resource("/guide/shared-gateway-hub.yaml"));

    eventually()
        .untilAsserted(() -> assertThat(hub("HTTPRoute", "default-app-route").get()).isNotNull());
    JsonNode spec = tree(hub("HTTPRoute", "default-app-route")).path("spec");
    assertThat(spec.at("/parentRefs/0/name").asText()).isEqualTo("shared-gateway");
    assertThat(spec.at("/parentRefs/0/namespace").asText()).isEqualTo("shared");
    assertThat(spec.at("/hostnames/0").asText()).isEqualTo("tenant1.example.com");
    String service = spec.at("/rules/0/backendRefs/0/name").asText();
    assertThat(service).startsWith("default-app-route-app-service-");
    assertThat(spec.at("/rules/0/backendRefs/0/port").asInt()).isEqualTo(8080);
    Service backend = stage.hub().services().inNamespace(TENANT).withName(service).require();
    assertThat(backend.getSpec().getSelector()).isEmpty();
    assertThat(backend.getMetadata().getOwnerReferences())
        .singleElement()
        .satisfies(owner -> assertThat(owner.getKind()).isEqualTo("Route"));
    eventually()
        .untilAsserted(
            () ->
                assertThat(slices(service))
                    .singleElement()
                    .satisfies(slice -> assertThat(endpoints(slice)).containsExactly(endpoint())));
  }

  /** The node that the hub's policy lets through, at the node port of the Service's twin. */
  private String endpoint() {
    return NODE
        + ":"
        + stage
            .service("app-service-nodeport")
            .orElseThrow()
            .getSpec()
            .getPorts()
            .getFirst()
            .getNodePort();
  }

  @Test
  @Order(2)
  void whatItsControllerSaysComesBackToTheTenant() {
    ForeignController.answer(hub("HTTPRoute", "default-app-route"), "Accepted", "True");

    eventually()
        .untilAsserted(
            () -> {
              JsonNode parent = tree(tenant("HTTPRoute", "app-route")).at("/status/parents/0");
              assertThat(parent.at("/parentRef/namespace").asText()).isEqualTo("shared");
              assertThat(parent.path("controllerName").asText()).isEqualTo("kubelb.k8c.io/ccm");
              assertThat(parent.at("/conditions/0/status").asText()).isEqualTo("True");
              assertThat(parent.at("/conditions/0/observedGeneration").asInt()).isEqualTo(1);
            });
  }

  @Test
  @Order(3)
  void whatSomebodyTakesAwayComesBack() {
    String service =
        tree(hub("HTTPRoute", "default-app-route")).at("/spec/rules/0/backendRefs/0/name").asText();
    hub("HTTPRoute", "default-app-route").delete();
    slices(service).forEach(slice -> stage.hub().resource(slice).delete());

    eventually()
        .untilAsserted(
            () -> {
              assertThat(hub("HTTPRoute", "default-app-route").get()).isNotNull();
              assertThat(slices(service)).hasSize(1);
            });
  }

  @Test
  @Order(4)
  void aHostnameOfAnotherTenantIsNotWrittenToTheHub() {
    apply(other.client(), Manifests.service("app-service", 8080));
    apply(other.client(), resource("/guide/shared-gateway-tenant-1.yaml"));

    eventually()
        .untilAsserted(
            () -> {
              String status = said(other.client()).toString();
              assertThat(status).contains("HostnameConflict").doesNotContain(TENANT);
            });
    assertThat(hub("HTTPRoute", "default-app-route").get()).isNotNull();
    assertThat(
            stage
                .hub()
                .genericKubernetesResources(VERSION, "HTTPRoute")
                .inNamespace(OTHER)
                .list()
                .getItems())
        .isEmpty();
  }

  private static JsonNode said(KubernetesClient cluster) {
    return tree(cluster
            .genericKubernetesResources(VERSION, "HTTPRoute")
            .inNamespace("default")
            .withName("app-route"))
        .path("status");
  }

  @Test
  @Order(5)
  void aRouteThatAsksForEveryHostnameIsToldToNameSome() {
    apply(
        stage.tenant(),
        resource("/guide/shared-gateway-tenant-1.yaml")
            .replace("app-route", "everything")
            .replaceAll("(?s)  hostnames:.*  rules:", "  rules:"));

    eventually()
        .untilAsserted(
            () ->
                assertThat(
                        tree(tenant("HTTPRoute", "everything"))
                            .at("/status/parents/0/conditions/0/reason")
                            .asText())
                    .isEqualTo("HostnameRequired"));
    assertThat(hub("HTTPRoute", "default-everything").get()).isNull();
    assertThat(stage.events("everything")).anyMatch(event -> event.startsWith("HostnameRequired:"));
  }

  @Test
  @Order(6)
  void whatIsNotOursKeepsItsName() {
    apply(
        stage.hub(),
        resource("/guide/shared-gateway-tenant-1.yaml")
            .replace("name: app-route", "name: default-mine")
            .replace("namespace: default", "namespace: " + TENANT)
            .replace("tenant1", "administrator"));

    apply(
        stage.tenant(),
        resource("/guide/shared-gateway-tenant-1.yaml").replace("app-route", "mine"));

    eventually()
        .untilAsserted(
            () ->
                assertThat(hubEvents())
                    .anyMatch(
                        note ->
                            note.contains("HTTPRoute default-mine")
                                && note.contains("there already")));
    eventually()
        .untilAsserted(
            () -> {
              JsonNode parent = tree(tenant("HTTPRoute", "mine")).at("/status/parents/0");
              assertThat(parent.at("/parentRef/name").asText()).isEqualTo("shared-gateway");
              assertThat(parent.at("/conditions/0/type").asText()).isEqualTo("Accepted");
              assertThat(parent.at("/conditions/0/reason").asText()).isEqualTo("HubRefused");
              assertThat(stage.events("mine"))
                  .anyMatch(
                      event ->
                          event.startsWith("HubRefused: ") && event.contains("use another name"));
            });
    assertThat(tree(hub("HTTPRoute", "default-mine")).at("/spec/hostnames/0").asText())
        .isEqualTo("administrator.example.com");
  }

  @Test
  @Order(7)
  void aGatewayOfTheTenantIsOneOfTheClassInForce() {
    settings("gatewayAPI: {class: eg}, ingress: {class: nginx}, ");
    apply(stage.tenant(), resource("/gateway-api/dedicated.yaml"));
    eventually()
        .until(
            () ->
                hub("Gateway", "default-tenant1-gateway").get() != null && ingress().get() != null);
    assertThat(
            tree(hub("Gateway", "default-tenant1-gateway")).at("/spec/gatewayClassName").asText())
        .isEqualTo("eg");
    JsonNode ingress = tree(ingress());
    assertThat(ingress.at("/spec/ingressClassName").asText()).isEqualTo("nginx");
    assertThat(
            stage
                .hub()
                .services()
                .inNamespace(TENANT)
                .withName(ingress.at("/spec/defaultBackend/service/name").asText())
                .get())
        .isNotNull();

    ForeignController.say(
        hub("Gateway", "default-tenant1-gateway"),
        Map.of("addresses", List.of(Map.of("type", "IPAddress", "value", "192.0.2.7"))));
    ForeignController.say(
        ingress(), Map.of("loadBalancer", Map.of("ingress", List.of(Map.of("ip", "192.0.2.8")))));

    eventually()
        .untilAsserted(
            () -> {
              assertThat(stage.events("tenant1-gateway"))
                  .contains("AddressAssigned: the hub assigned 192.0.2.7");
              assertThat(stage.events("old"))
                  .contains("AddressAssigned: the hub assigned 192.0.2.8");
            });
  }

  @Test
  @Order(8)
  void nothingStaysOfWhatIsSwitchedOff() {
    settings("gatewayAPI: {disable: true}, ingress: {disable: true}, ");

    eventually()
        .untilAsserted(
            () -> {
              assertThat(hub("HTTPRoute", "default-app-route").get()).isNull();
              assertThat(hub("Gateway", "default-tenant1-gateway").get()).isNull();
              assertThat(ingress().get()).isNull();
              assertThat(
                      stage
                          .hub()
                          .services()
                          .inNamespace(TENANT)
                          .withLabel("kubelb.k8c.io/delegate-of")
                          .list()
                          .getItems())
                  .isEmpty();
              assertThat(
                      tree(tenant("HTTPRoute", "app-route"))
                          .at("/status/parents/0/conditions/0/reason")
                          .asText())
                  .isEqualTo("Disabled");
            });
  }

  /** Sets what the hub's administrator says of the tenant. */
  private void settings(String more) {
    apply(
        stage.hub(),
        """
        apiVersion: kubelb.k8c.io/v1alpha1
        kind: Tenant
        metadata: {name: %s}
        spec: {%sendpoints: {allowedCIDRs: [10.0.0.0/8]}}
        """
            .formatted(TENANT, more));
  }

  private List<EndpointSlice> slices(String service) {
    return stage
        .hub()
        .discovery()
        .v1()
        .endpointSlices()
        .inNamespace(TENANT)
        .withLabel("kubernetes.io/service-name", service)
        .list()
        .getItems();
  }

  private static List<String> endpoints(EndpointSlice slice) {
    return slice.getEndpoints().stream()
        .flatMap(endpoint -> endpoint.getAddresses().stream())
        .map(address -> address + ":" + slice.getPorts().getFirst().getPort())
        .toList();
  }

  private List<String> hubEvents() {
    return stage.hub().events().v1().events().inNamespace(TENANT).list().getItems().stream()
        .map(event -> String.valueOf(event.getNote()))
        .toList();
  }

  private static JsonNode tree(Resource<GenericKubernetesResource> object) {
    return new ObjectMapper().valueToTree(Serialization.clone(object.require()));
  }

  private Resource<GenericKubernetesResource> ingress() {
    return stage
        .hub()
        .genericKubernetesResources("networking.k8s.io/v1", "Ingress")
        .inNamespace(TENANT)
        .withName("default-old");
  }

  private Resource<GenericKubernetesResource> hub(String kind, String name) {
    return stage.hub().genericKubernetesResources(VERSION, kind).inNamespace(TENANT).withName(name);
  }

  private Resource<GenericKubernetesResource> tenant(String kind, String name) {
    return stage
        .tenant()
        .genericKubernetesResources(VERSION, kind)
        .inNamespace("default")
        .withName(name);
  }
}
