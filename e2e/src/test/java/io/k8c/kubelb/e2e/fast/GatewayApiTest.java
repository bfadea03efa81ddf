package io.k8c.kubelb.e2e.fast;

import static io.k8c.kubelb.e2e.fast.Stage.TENANT;
import static io.k8c.kubelb.e2e.fast.Stage.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.k8c.kubelb.api.Protocol;
import io.k8c.kubelb.api.Route;
import io.k8c.kubelb.api.RouteFacts;
import io.k8c.kubelb.api.SyncSecret;
import io.k8c.kubelb.kit.testing.Covers;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/** What of Gateway API goes from a tenant cluster to the hub, and what comes back. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class GatewayApiTest {
  private static final String API = "gateway.networking.k8s.io";

  private Stage stage;

  @BeforeAll
  void open() {
    stage = Stage.open(GatewayApiTest.class);
  }

  @AfterAll
  void close() {
    stage.close();
  }

  @Test
  @Order(1)
  void kindsThatComeLaterAreFoundWithoutARestart() {
    stage.tier().gatewayKinds(stage.tenant());

    eventually()
        .until(
            () ->
                Log.of(stage.ccm()).saying("kinds of layer 7 found").stream()
                    .anyMatch(line -> line.get("kinds").contains("HTTPRoute")));
  }

  @Test
  @Order(2)
  void theClassIsAcceptedAndSaysWhatWorks() {
    InputStream yaml =
        Objects.requireNonNull(getClass().getResourceAsStream("/gateway-api/shop.yaml"));
    stage.tenant().load(yaml).serverSideApply();

    eventually()
        .untilAsserted(
            () -> {
              JsonNode status = status(tenantClass());
              assertThat(status.path("conditions").valueStream())
                  .extracting(each -> each.path("type").asText() + each.path("status").asText())
                  .contains("AcceptedTrue", "SupportedVersionTrue");
              assertThat(status.path("supportedFeatures").valueStream())
                  .extracting(each -> each.path("name").asText())
                  .contains("HTTPRoute")
                  .isSorted();
            });
  }

  @Test
  @Order(3)
  void aRouteIsInTheHubWithItsFactsAndReachableByATwin() {
    eventually().until(() -> hubRoute("HTTPRoute", "shop").isPresent());
    eventually().until(() -> hubRoute("Gateway", "web").isPresent());
    Service twin = stage.service("shop-nodeport").orElseThrow();
    Route route = hubRoute("HTTPRoute", "shop").orElseThrow();
    JsonNode resource = route.getSpec().source().kubernetes().resource();
    assertThat(resource.at("/spec/rules/0/backendRefs/0/name").asText()).isEqualTo("shop");
    assertThat(resource.at("/metadata/uid").asText()).isEqualTo(route.getMetadata().getName());
    RouteFacts facts = route.getSpec().source().kubernetes().facts();
    assertThat(facts.parents())
        .extracting(RouteFacts.Parent::uid)
        .containsExactly(tenant("Gateway", "web").get().getMetadata().getUid());
    assertThat(facts.references())
        .singleElement()
        .satisfies(
            reference -> {
              assertThat(reference.uid())
                  .isEqualTo(stage.service("shop").orElseThrow().getMetadata().getUid());
              assertThat(reference.ports())
                  .containsExactly(
                      new RouteFacts.Port(
                          "http",
                          Protocol.TCP,
                          80,
                          twin.getSpec().getPorts().getFirst().getNodePort(),
                          "kubernetes.io/h2c"));
            });
    assertThat(stage.events("shop")).anyMatch(event -> event.startsWith("Synced: Route "));
  }

  @Test
  @Order(4)
  void whatTheHubSaysComesBackBesideWhatOthersSay() {
    tenant("HTTPRoute", "shop")
        .editStatus(
            route -> {
              route.setAdditionalProperty(
                  "status", Map.of("parents", List.of(parent("example.com/other"))));
              return route;
            });

    tell("Gateway", "web", "{\"addresses\":[{\"type\":\"IPAddress\",\"value\":\"203.0.113.7\"}]}");
    tell(
        "HTTPRoute",
        "shop",
        "{\"parents\":[" + Serialization.asJson(parent("kubelb.k8c.io/ccm")) + "]}");

    eventually()
        .untilAsserted(
            () -> {
              assertThat(status(tenant("Gateway", "web")).at("/addresses/0/value").asText())
                  .isEqualTo("203.0.113.7");
              assertThat(status(tenant("HTTPRoute", "shop")).path("parents").valueStream())
                  .extracting(each -> each.path("controllerName").asText())
                  .containsExactly("example.com/other", "kubelb.k8c.io/ccm");
            });
    eventually()
        .untilAsserted(
            () ->
                assertThat(stage.events("web"))
                    .contains("AddressAssigned: the hub assigned 203.0.113.7"));
  }

  @Test
  @Order(5)
  void anIngressOfOurClassIsInTheHubAndGetsItsAddress() {
    eventually().until(() -> hubRoute("Ingress", "old").isPresent());
    tell("Ingress", "old", "{\"loadBalancer\":{\"ingress\":[{\"ip\":\"203.0.113.9\"}]}}");

    eventually()
        .untilAsserted(
            () ->
                assertThat(stage.events("old"))
                    .contains("AddressAssigned: the hub assigned 203.0.113.9"));
  }

  @Test
  @Order(6)
  @Covers({"SyncSecret.data", "SyncSecret.type"})
  void aCertificateFollowsItsSecretAndGoesWithItsLastUser() {
    eventually().untilAsserted(() -> assertThat(certificate()).contains("Zmlyc3Q="));
    Secret _ =
        stage
            .tenant()
            .secrets()
            .inNamespace("default")
            .withName("cert")
            .edit(secret -> new SecretBuilder(secret).addToData("tls.crt", "c2Vjb25k").build());

    eventually().untilAsserted(() -> assertThat(certificate()).contains("c2Vjb25k"));

    edit("Gateway", "web", text -> text.replace("\"name\":\"cert\"", "\"name\":\"gone\""));
    eventually().untilAsserted(() -> assertThat(certificate()).isEmpty());
  }

  @Test
  @Order(7)
  void whatIsBehindAServiceWithoutASelectorIsBehindItsTwin() {
    edit(
        "HTTPRoute",
        "shop",
        text -> text.replace("\"name\":\"shop\",\"port\"", "\"name\":\"elsewhere\",\"port\""));

    eventually()
        .untilAsserted(
            () ->
                assertThat(mirrored())
                    .singleElement()
                    .satisfies(
                        slice ->
                            assertThat(slice.getEndpoints().getFirst().getAddresses())
                                .containsExactly("10.1.2.3")));
    assertThat(stage.service("shop-nodeport")).as("the Ingress uses it").isPresent();

    stage.tenant().network().v1().ingresses().inNamespace("default").withName("old").delete();

    eventually().until(() -> stage.service("shop-nodeport").isEmpty());
  }

  @Test
  @Order(8)
  void whatWentWhileNobodyLookedGoesFromTheHubAtTheNextStart() {
    stage.ccm().close();
    GenericKubernetesResource _ =
        tenant("HTTPRoute", "shop")
            .edit(
                route -> {
                  route.getMetadata().setFinalizers(List.of());
                  return route;
                });
    tenant("HTTPRoute", "shop").delete();

    stage.restartCcm();

    eventually().until(() -> hubRoute("HTTPRoute", "shop").isEmpty());
    eventually().until(() -> stage.service("elsewhere-nodeport").isEmpty());
    assertThat(hubRoute("Gateway", "web")).isPresent();
  }

  @Test
  @Order(9)
  void nothingStaysOfAGatewayThatGoes() {
    tenant("Gateway", "web").delete();

    eventually().until(() -> hubRoute("Gateway", "web").isEmpty());
    eventually().until(() -> tenant("Gateway", "web").get() == null);
  }

  private static Map<String, Object> parent(String controller) {
    return Map.of(
        "parentRef",
        Map.of("group", API, "kind", "Gateway", "name", "web"),
        "controllerName",
        controller,
        "conditions",
        List.of(
            Map.of(
                "type", "Accepted",
                "status", "True",
                "reason", "Accepted",
                "message", "",
                "lastTransitionTime", "2026-01-01T00:00:00Z")));
  }

  /** Says something of an object as the hub's manager does. */
  private void tell(String kind, String name, String status) {
    Route route = hubRoute(kind, name).orElseThrow();
    route.setStatus(
        new Route.Status(
            route.getMetadata().getGeneration(),
            null,
            null,
            List.of(),
            new Route.Resources(
                null,
                Map.of(),
                new Route.ResourceState(
                    null,
                    null,
                    null,
                    null,
                    null,
                    Serialization.unmarshal(status, JsonNode.class),
                    List.of(),
                    List.of()))));
    Route _ = stage.hub().resource(route).updateStatus();
  }

  private Optional<Route> hubRoute(String kind, String name) {
    return stage
        .hub()
        .resources(Route.class)
        .inNamespace(TENANT)
        .withLabel("kubelb.k8c.io/origin-name", name)
        .list()
        .getItems()
        .stream()
        .filter(route -> origin(route).startsWith(kind + "."))
        .findFirst();
  }

  private static String origin(Route route) {
    return route.getMetadata().getLabels().get("kubelb.k8c.io/origin-resource-kind");
  }

  /** The certificate in the hub; empty where there is none. */
  private Optional<String> certificate() {
    return stage.hub().resources(SyncSecret.class).inNamespace(TENANT).list().getItems().stream()
        .findFirst()
        .filter(secret -> "kubernetes.io/tls".equals(secret.getType()))
        .map(secret -> secret.getData().get("tls.crt"));
  }

  private List<EndpointSlice> mirrored() {
    return stage
        .tenant()
        .discovery()
        .v1()
        .endpointSlices()
        .inNamespace("default")
        .withLabel("kubernetes.io/service-name", "elsewhere-nodeport")
        .list()
        .getItems();
  }

  private void edit(String kind, String name, UnaryOperator<String> change) {
    eventually()
        .ignoreExceptions()
        .until(
            () ->
                tenant(kind, name)
                        .edit(
                            object ->
                                Serialization.unmarshal(
                                    change.apply(Serialization.asJson(object)),
                                    GenericKubernetesResource.class))
                    != null);
  }

  private static JsonNode status(Resource<GenericKubernetesResource> object) {
    return Serialization.unmarshal(Serialization.asJson(object.get()), JsonNode.class)
        .path("status");
  }

  private Resource<GenericKubernetesResource> tenantClass() {
    return stage
        .tenant()
        .genericKubernetesResources(API + "/v1", "GatewayClass")
        .withName("kubelb");
  }

  private Resource<GenericKubernetesResource> tenant(String kind, String name) {
    return stage
        .tenant()
        .genericKubernetesResources(API + "/v1", kind)
        .inNamespace("default")
        .withName(name);
  }
}
