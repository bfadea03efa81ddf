package io.k8c.kubelb.e2e.fast;

import static io.k8c.kubelb.e2e.fast.Stage.TENANT;
import static io.k8c.kubelb.e2e.fast.Stage.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.k8c.kubelb.api.Route;
import io.k8c.kubelb.api.RouteFacts;
import java.util.Optional;
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
  private static final String OBJECTS =
      """
      apiVersion: gateway.networking.k8s.io/v1
      kind: GatewayClass
      metadata: {name: kubelb}
      spec: {controllerName: kubelb.k8c.io/ccm}
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: Gateway
      metadata: {name: web, namespace: default}
      spec:
        gatewayClassName: kubelb
        listeners: [{name: http, port: 80, protocol: HTTP}]
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: {name: shop, namespace: default}
      spec:
        parentRefs: [{name: web}]
        rules: [{backendRefs: [{name: shop, port: 80}]}]
      ---
      apiVersion: v1
      kind: Service
      metadata: {name: shop, namespace: default}
      spec:
        selector: {app: shop}
        ports: [{name: http, port: 80, targetPort: 8080, appProtocol: kubernetes.io/h2c}]
      """;

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
    GatewayApi.install(stage.tenant());

    eventually().until(() -> !Log.of(stage.ccm()).saying("kinds of Gateway API found").isEmpty());
  }

  @Test
  @Order(2)
  void aRouteIsInTheHubWithItsFactsAndReachableByATwin() {
    stage.tenant().load(stream(OBJECTS)).serverSideApply();

    eventually().until(() -> hubRoute("HTTPRoute", "shop").isPresent());
    eventually().until(() -> hubRoute("Gateway", "web").isPresent());
    Service twin = stage.service("shop-nodeport").orElseThrow();
    Route route = hubRoute("HTTPRoute", "shop").orElseThrow();
    JsonNode resource = route.getSpec().source().kubernetes().resource();
    assertThat(resource.at("/spec/rules/0/backendRefs/0/name").asText()).isEqualTo("shop");
    assertThat(resource.at("/metadata/uid").asText()).isEqualTo(route.getMetadata().getName());
    RouteFacts facts = route.getSpec().source().kubernetes().facts();
    assertThat(facts.parents())
        .containsExactly(
            new RouteFacts.Parent(tenant("Gateway", "web").get().getMetadata().getUid()));
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
                          io.k8c.kubelb.api.Protocol.TCP,
                          80,
                          twin.getSpec().getPorts().getFirst().getNodePort(),
                          "kubernetes.io/h2c"));
            });
  }

  @Test
  @Order(3)
  void nothingStaysOfARouteThatGoes() {
    tenant("HTTPRoute", "shop").delete();

    eventually().until(() -> hubRoute("HTTPRoute", "shop").isEmpty());
    eventually().until(() -> stage.service("shop-nodeport").isEmpty());
    eventually().until(() -> tenant("HTTPRoute", "shop").get() == null);
  }

  private static java.io.InputStream stream(String text) {
    return new java.io.ByteArrayInputStream(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  private Optional<Route> hubRoute(String kind, String name) {
    KubernetesClient hub = stage.hub();
    return hub
        .resources(Route.class)
        .inNamespace(TENANT)
        .withLabel("kubelb.k8c.io/origin-name", name)
        .withLabel("kubelb.k8c.io/origin-resource-kind", kind + ".gateway.networking.k8s.io")
        .list()
        .getItems()
        .stream()
        .findFirst();
  }

  private Resource<GenericKubernetesResource> tenant(String kind, String name) {
    return stage
        .tenant()
        .genericKubernetesResources("gateway.networking.k8s.io/v1", kind)
        .inNamespace("default")
        .withName(name);
  }
}
