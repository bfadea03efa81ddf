package io.k8c.kubelb.e2e.fast;

import static io.k8c.kubelb.e2e.fast.Stage.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.k8c.kubelb.kit.testing.Covers;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/** The guide's shared Gateway, served by our own proxy to two tenants. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SharedGatewayTest {
  private static final String OTHER = "tenant-two";
  private static final String OTHER_NODE = "127.0.2.1";
  private static final String APP =
      """
      apiVersion: v1
      kind: Service
      metadata: {name: app-service, namespace: default}
      spec:
        selector: {app: app}
        ports: [{name: http, port: 8080, targetPort: 8080}]
      """;

  private Stage stage;
  private FastCluster other;
  private NodePorts otherPorts;

  @BeforeAll
  void open() {
    stage = Stage.open(SharedGatewayTest.class);
    stage.hub().resource(FastTenant.tenant(OTHER)).serverSideApply();
    other = stage.tier().cluster("tenant-2");
    FastTenant.node(other.client(), "node-1", OTHER_NODE);
    otherPorts = new NodePorts(OTHER_NODE, other);
    stage.tier().ccm(OTHER, OTHER, other).awaitReady();
    for (KubernetesClient cluster : List.of(stage.hub(), stage.tenant(), other.client())) {
      stage.tier().gatewayKinds(cluster);
    }
    stage
        .hub()
        .resource(new NamespaceBuilder().withNewMetadata().withName("shared").endMetadata().build())
        .serverSideApply();
    apply(stage.hub(), resource("shared-gateway-hub.yaml").replaceAll("eg #.*", "kubelb"));
    for (KubernetesClient cluster : List.of(stage.tenant(), other.client())) {
      apply(cluster, APP);
    }
    apply(stage.tenant(), resource("shared-gateway-tenant-1.yaml"));
    apply(other.client(), resource("shared-gateway-tenant-2.yaml"));
    eventually().until(() -> !services().isEmpty());
    eventually()
        .until(
            () ->
                stage.hub().configMaps().inNamespace("kubelb").withName("envoy-bootstrap").get()
                    != null);
    stage.tier().envoy("envoy", "kubelb");
  }

  @AfterAll
  void close() {
    otherPorts.close();
    stage.close();
  }

  @Test
  @Order(1)
  @Covers({
    "HostnameClaim.spec.address",
    "HostnameClaim.spec.hostname",
    "HostnameClaim.spec.tenant"
  })
  void eachTenantIsServedByItsHostname() {
    eventually()
        .untilAsserted(
            () -> {
              assertThat(answer("tenant1.example.com"))
                  .contains("app-service")
                  .contains("127.0.1.1");
              assertThat(answer("tenant2.example.com"))
                  .contains("app-service")
                  .contains(OTHER_NODE);
            });
    assertThat(answer("other.example.com")).startsWith("HTTP/1.1 404");
  }

  @Test
  @Order(2)
  void theGatewayAndItsUsersAreToldThatItWorks() {
    eventually()
        .untilAsserted(
            () -> {
              JsonNode gateway = status(stage.hub(), "Gateway", "shared", "shared-gateway");
              assertThat(gateway.at("/addresses/0/value").asText()).startsWith("203.0.");
              assertThat(gateway.at("/listeners/0/attachedRoutes").asInt()).isEqualTo(2);
              for (KubernetesClient cluster : List.of(stage.tenant(), other.client())) {
                JsonNode route = status(cluster, "HTTPRoute", "default", "app-route");
                assertThat(route.at("/parents/0/conditions/0/reason").asText())
                    .isEqualTo("Accepted");
              }
            });
  }

  @Test
  @Order(3)
  void aHostnameThatIsTakenStaysWhoseItIs() {
    apply(other.client(), resource("shared-gateway-tenant-1.yaml").replace("app-route", "taking"));

    eventually()
        .untilAsserted(
            () -> {
              JsonNode route = status(other.client(), "HTTPRoute", "default", "taking");
              assertThat(route.at("/parents/0/conditions/0/reason").asText())
                  .isEqualTo("HostnameConflict");
              assertThat(route.toString()).doesNotContain("tenant-one");
            });
    assertThat(answer("tenant1.example.com")).contains("127.0.1.1");
  }

  @Test
  @Order(4)
  void nothingStaysOfAGatewayThatGoes() {
    stage
        .hub()
        .genericKubernetesResources("gateway.networking.k8s.io/v1", "Gateway")
        .inNamespace("shared")
        .withName("shared-gateway")
        .delete();

    eventually().until(() -> services().isEmpty());
  }

  private List<Service> services() {
    return stage
        .hub()
        .services()
        .inNamespace("kubelb")
        .withLabel("kubelb.k8c.io/gateway-uid")
        .list()
        .getItems();
  }

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

  private static JsonNode status(
      KubernetesClient cluster, String kind, String namespace, String name) {
    GenericKubernetesResource found =
        cluster
            .genericKubernetesResources("gateway.networking.k8s.io/v1", kind)
            .inNamespace(namespace)
            .withName(name)
            .require();
    return new ObjectMapper().valueToTree(found.getAdditionalProperties().get("status"));
  }

  private static void apply(KubernetesClient cluster, String yaml) {
    eventually()
        .ignoreExceptions()
        .until(
            () ->
                cluster
                        .load(new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)))
                        .serverSideApply()
                    != null);
  }

  private static String resource(String name) {
    try (var stream =
        Objects.requireNonNull(SharedGatewayTest.class.getResourceAsStream("/guide/" + name))) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
