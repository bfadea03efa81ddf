package io.k8c.kubelb.e2e.fast;

import static io.k8c.kubelb.e2e.fast.Stage.TENANT;
import static io.k8c.kubelb.e2e.fast.Stage.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
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
  private static final String GATEWAY =
      """
      apiVersion: gateway.networking.k8s.io/v1
      kind: GatewayClass
      metadata: {name: kubelb}
      spec: {controllerName: kubelb.k8c.io/ccm}
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: Gateway
      metadata: {name: public, namespace: default}
      spec:
        gatewayClassName: kubelb
        listeners: [{name: http, port: 80, protocol: HTTP}]
      """;

  private Stage stage;

  @BeforeAll
  void open() {
    stage = Stage.open(GatewayTrafficTest.class);
    stage.tier().gatewayKinds(stage.tenant());
    apply(GATEWAY);
    apply(route("shop"));
    apply(service("shop"));
    eventually().until(() -> !services().isEmpty());
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
              assertThat(condition(gateway, "Programmed")).isEqualTo("True");
              assertThat(gateway.at("/addresses/0/value").asText()).startsWith("203.0.");
              assertThat(gateway.at("/listeners/0/attachedRoutes").asInt()).isEqualTo(1);
              JsonNode parent = status("HTTPRoute", "shop").at("/parents/0");
              assertThat(parent.path("controllerName").asText()).isEqualTo("kubelb.k8c.io/ccm");
              assertThat(condition(parent, "Accepted")).isEqualTo("True");
              assertThat(condition(parent, "ResolvedRefs")).isEqualTo("True");
            });
  }

  @Test
  @Order(3)
  void aRouteWithoutItsServiceSaysSoAndDisturbsNobody() {
    apply(route("missing"));

    eventually()
        .untilAsserted(() -> assertThat(answer("missing.example.com")).startsWith("HTTP/1.1 500"));
    eventually()
        .untilAsserted(
            () ->
                assertThat(
                        condition(status("HTTPRoute", "missing").at("/parents/0"), "ResolvedRefs"))
                    .isEqualTo("False"));
    assertThat(answer("shop.example.com")).contains("shop");
  }

  @Test
  @Order(4)
  void nothingStaysOfAGatewayThatGoes() {
    tenant("HTTPRoute", "shop").delete();
    tenant("HTTPRoute", "missing").delete();
    tenant("Gateway", "public").delete();

    eventually().until(() -> services().isEmpty());
    eventually().until(() -> tenant("Gateway", "public").get() == null);
  }

  private void apply(String yaml) {
    stage
        .tenant()
        .load(new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)))
        .serverSideApply();
  }

  private static String route(String name) {
    return """
    apiVersion: gateway.networking.k8s.io/v1
    kind: HTTPRoute
    metadata: {name: %1$s, namespace: default}
    spec:
      parentRefs: [{name: public}]
      hostnames: [%1$s.example.com]
      rules: [{backendRefs: [{name: %1$s, port: 80}]}]
    """
        .formatted(name);
  }

  private static String service(String name) {
    return """
    apiVersion: v1
    kind: Service
    metadata: {name: %1$s, namespace: default}
    spec:
      selector: {app: %1$s}
      ports: [{name: http, port: 80, targetPort: 8080}]
    """
        .formatted(name);
  }

  private java.util.List<Service> services() {
    return stage
        .hub()
        .services()
        .inNamespace(TENANT)
        .withLabel("kubelb.k8c.io/route-name")
        .list()
        .getItems();
  }

  /** What a client of the Gateway gets that asks for a host. */
  private String answer(String host) {
    int port = services().getFirst().getSpec().getPorts().getFirst().getTargetPort().getIntVal();
    try (Socket socket = new Socket("127.0.0.1", port)) {
      socket.setSoTimeout(5000);
      socket
          .getOutputStream()
          .write(
              ("GET / HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n")
                  .getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "";
    }
  }

  private static String condition(JsonNode status, String type) {
    for (JsonNode condition : status.path("conditions")) {
      if (condition.path("type").asText().equals(type)) {
        return condition.path("status").asText();
      }
    }
    return "";
  }

  private JsonNode status(String kind, String name) {
    return new ObjectMapper()
        .valueToTree(tenant(kind, name).require().getAdditionalProperties().get("status"));
  }

  private Resource<GenericKubernetesResource> tenant(String kind, String name) {
    return stage
        .tenant()
        .genericKubernetesResources("gateway.networking.k8s.io/v1", kind)
        .inNamespace("default")
        .withName(name);
  }
}
