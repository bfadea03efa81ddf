package io.k8c.kubelb.e2e.fast;

import static io.k8c.kubelb.e2e.fast.Hubs.apply;
import static io.k8c.kubelb.e2e.fast.Hubs.condition;
import static io.k8c.kubelb.e2e.fast.Stage.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.dsl.Resource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/** A Gateway of a tenant, from the objects of its cluster to answers and statuses. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class GatewayTrafficTest {
  private Stage stage;

  @BeforeAll
  void open() {
    stage = Stage.open(GatewayTrafficTest.class);
    stage.tier().gatewayKinds(stage.tenant());
    apply(
        stage.tenant(),
        Manifests.all(
            Manifests.CLASS,
            Manifests.gateway("kubelb", "public", Manifests.HTTP),
            Manifests.httpRoute("public", "shop"),
            Manifests.service("shop", 80)));
    eventually().until(() -> !stage.gatewayServices().isEmpty());
    stage.envoy("envoy");
  }

  @AfterAll
  void close() {
    stage.close();
  }

  @Test
  @Order(1)
  void aRouteOfAGatewayIsServed() {
    eventually().untilAsserted(() -> assertThat(answer("shop.example.com")).contains("shop"));
    assertThat(answer("other.example.com")).startsWith("HTTP/1.1 404");
  }

  @Test
  @Order(2)
  void whatTheHubSaysComesBack() {
    eventually()
        .untilAsserted(
            () -> {
              JsonNode gateway = status("Gateway", "public");
              assertThat(verdict(gateway, "Programmed")).isEqualTo("True");
              assertThat(gateway.at("/addresses/0/value").asText()).startsWith("203.0.");
              assertThat(gateway.at("/listeners/0/attachedRoutes").asInt()).isEqualTo(1);
              JsonNode parent = status("HTTPRoute", "shop").at("/parents/0");
              assertThat(parent.path("controllerName").asText()).isEqualTo("kubelb.k8c.io/ccm");
              assertThat(verdict(parent, "Accepted")).isEqualTo("True");
              assertThat(verdict(parent, "ResolvedRefs")).isEqualTo("True");
            });
  }

  @Test
  @Order(3)
  void aRouteWithoutItsServiceSaysSoAndDisturbsNobody() {
    apply(stage.tenant(), Manifests.httpRoute("public", "missing"));

    eventually()
        .untilAsserted(() -> assertThat(answer("missing.example.com")).startsWith("HTTP/1.1 500"));
    eventually()
        .untilAsserted(
            () ->
                assertThat(verdict(status("HTTPRoute", "missing").at("/parents/0"), "ResolvedRefs"))
                    .isEqualTo("False"));
    assertThat(answer("shop.example.com")).contains("shop");
  }

  @Test
  @Order(4)
  void nothingStaysOfAGatewayThatGoes() {
    tenant("HTTPRoute", "shop").delete();
    tenant("HTTPRoute", "missing").delete();
    tenant("Gateway", "public").delete();

    eventually().until(() -> stage.gatewayServices().isEmpty());
    eventually().until(() -> tenant("Gateway", "public").get() == null);
  }

  /** What a client of the Gateway gets that asks for a host. */
  private String answer(String host) {
    return Stage.answer(Stage.listener(stage.gatewayServices().getFirst()), host);
  }

  private static String verdict(JsonNode status, String type) {
    return condition(status, type).path("status").asText();
  }

  private JsonNode status(String kind, String name) {
    return Hubs.status(stage.tenant(), kind, "default", name);
  }

  private Resource<GenericKubernetesResource> tenant(String kind, String name) {
    return stage
        .tenant()
        .genericKubernetesResources("gateway.networking.k8s.io/v1", kind)
        .inNamespace("default")
        .withName(name);
  }
}
