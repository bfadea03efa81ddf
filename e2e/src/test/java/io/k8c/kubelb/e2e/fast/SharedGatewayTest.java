package io.k8c.kubelb.e2e.fast;

import static io.k8c.kubelb.e2e.fast.Hubs.apply;
import static io.k8c.kubelb.e2e.fast.Hubs.certificate;
import static io.k8c.kubelb.e2e.fast.Hubs.condition;
import static io.k8c.kubelb.e2e.fast.Hubs.resource;
import static io.k8c.kubelb.e2e.fast.Hubs.status;
import static io.k8c.kubelb.e2e.fast.Hubs.told;
import static io.k8c.kubelb.e2e.fast.Stage.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.k8c.kubelb.api.HostnameClaim;
import io.k8c.kubelb.api.Tenant;
import io.k8c.kubelb.kit.testing.Covers;
import java.security.cert.X509Certificate;
import java.util.List;
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
  private static final String OTHER_NODE = NodeAddresses.of(200);
  private static final String SECRETS = "--shared-gateway-secret-namespaces=shared";
  private static final String SECURE =
      """
      apiVersion: gateway.networking.k8s.io/v1
      kind: Gateway
      metadata: {name: secure, namespace: shared}
      spec:
        gatewayClassName: kubelb
        listeners:
        - name: https
          protocol: HTTPS
          port: 443
          tls: {certificateRefs: [{name: cert}]}
          allowedRoutes: {namespaces: {from: All}}
        - name: closed
          protocol: HTTPS
          port: 443
          hostname: closed.example.org
          tls: {certificateRefs: [{name: cert, namespace: default}]}
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: ReferenceGrant
      metadata: {name: shared, namespace: default}
      spec:
        from: [{group: gateway.networking.k8s.io, kind: Gateway, namespace: shared}]
        to: [{group: "", kind: Secret}]
      """;
  private static final String ROUTE =
      """
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: {name: NAME, namespace: default}
      spec:
        hostnames: [HOSTS]
        rules: [{backendRefs: [{name: app-service, port: 8080}]}]
      """;

  private Stage stage;
  private FastCluster other;
  private NodePorts otherPorts;

  @BeforeAll
  void open() {
    stage = Stage.open(SharedGatewayTest.class, SECRETS);
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
    apply(stage.hub(), Hubs.CLASS);
    apply(stage.hub(), resource("/guide/shared-gateway-hub.yaml").replaceAll("eg #.*", "kubelb"));
    for (KubernetesClient cluster : List.of(stage.tenant(), other.client())) {
      apply(cluster, Manifests.service("app-service", 8080));
    }
    apply(stage.tenant(), resource("/guide/shared-gateway-tenant-1.yaml"));
    apply(other.client(), resource("/guide/shared-gateway-tenant-2.yaml"));
    eventually().until(() -> !services("shared-gateway").isEmpty());
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
                  .contains(Stage.NODE);
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
  @Order(2)
  void itsClassIsAccepted() {
    eventually()
        .untilAsserted(
            () -> {
              JsonNode kubelb =
                  new ObjectMapper()
                      .valueToTree(
                          stage
                              .hub()
                              .genericKubernetesResources(
                                  "gateway.networking.k8s.io/v1", "GatewayClass")
                              .withName("kubelb")
                              .require()
                              .getAdditionalProperties()
                              .get("status"));
              assertThat(kubelb.at("/conditions/0/type").asText()).isEqualTo("Accepted");
              assertThat(kubelb.at("/conditions/0/status").asText()).isEqualTo("True");
              assertThat(kubelb.path("supportedFeatures").findValuesAsText("name"))
                  .contains("HTTPRoute", "TLSRoute")
                  .doesNotContain("ListenerSet", "TCPRoute", "UDPRoute");
            });
  }

  @Test
  @Order(3)
  void aHostnameThatIsTakenStaysWhoseItIs() {
    apply(
        other.client(),
        resource("/guide/shared-gateway-tenant-1.yaml").replace("app-route", "taking"));

    eventually()
        .untilAsserted(
            () -> {
              JsonNode route = status(other.client(), "HTTPRoute", "default", "taking");
              assertThat(route.at("/parents/0/conditions/0/reason").asText())
                  .isEqualTo("HostnameConflict");
              assertThat(route.toString()).doesNotContain("tenant-one");
            });
    assertThat(answer("tenant1.example.com")).contains(Stage.NODE);
  }

  @Test
  @Order(4)
  void aRouteKeepsTheHostnamesThatAreNotOthers() {
    apply(
        other.client(),
        resource("/guide/shared-gateway-tenant-1.yaml")
            .replace("app-route", "partly")
            .replace(
                "\"tenant1.example.com\"", "\"tenant1.example.com\"\n    - \"free.example.com\""));

    eventually().untilAsserted(() -> assertThat(answer("free.example.com")).contains(OTHER_NODE));
    assertThat(answer("tenant1.example.com")).contains(Stage.NODE);
    eventually()
        .untilAsserted(
            () ->
                assertThat(told(other.client(), "partly"))
                    .anyMatch(
                        event ->
                            event.startsWith(
                                "HostnameConflict: not served for tenant1.example.com")));
  }

  @Test
  @Order(5)
  @Covers("HostnameClaim.spec.releasedAt")
  void aHostnameIsHeldForAWhileForWhoGaveItUp() {
    stage
        .tenant()
        .genericKubernetesResources("gateway.networking.k8s.io/v1", "HTTPRoute")
        .inNamespace("default")
        .withName("app-route")
        .delete();

    eventually().until(() -> claim("tenant1.example.com").getSpec().releasedAt() != null);
    assertThat(status(other.client(), "HTTPRoute", "default", "taking").toString())
        .contains("HostnameConflict");

    var _ =
        stage
            .hub()
            .resource(claim("tenant1.example.com"))
            .patch(
                PatchContext.of(PatchType.JSON_MERGE),
                "{\"spec\":{\"releasedAt\":\"2026-01-01T00:00:00Z\"}}");

    eventually()
        .untilAsserted(() -> assertThat(answer("tenant1.example.com")).contains(OTHER_NODE));
    assertThat(claim("tenant1.example.com").getSpec().tenant()).isEqualTo(OTHER);
  }

  @Test
  @Order(6)
  void aRouteWithoutAParentIsBelowTheDefaultGateway() {
    var _ =
        stage
            .hub()
            .resources(Tenant.class)
            .withName(Stage.TENANT)
            .patch(
                PatchContext.of(PatchType.JSON_MERGE),
                "{\"spec\":{\"gatewayAPI\":{\"defaultGateway\":"
                    + "{\"name\":\"shared-gateway\",\"namespace\":\"shared\"}}}}");
    apply(stage.tenant(), route("orphan", "orphan.example.com"));

    eventually().untilAsserted(() -> assertThat(answer("orphan.example.com")).contains(Stage.NODE));
    eventually()
        .untilAsserted(
            () -> {
              JsonNode orphan = status(stage.tenant(), "HTTPRoute", "default", "orphan");
              assertThat(orphan.at("/parents/0/parentRef/name").asText())
                  .isEqualTo("shared-gateway");
              assertThat(orphan.at("/parents/0/conditions/0/reason").asText())
                  .isEqualTo("Accepted");
            });
  }

  @Test
  @Order(7)
  void aCertificateOfTheHubIsShownAndRenewed() {
    // The proxy talks to a manager that does not write.
    int standby = FastTier.freePort();
    FastProgram _ =
        stage.tier().manager("standby", standby, stage.door().port(), SECRETS).awaitReady();
    stage.door().lead(standby);
    X509Certificate first = certificate(stage.hub(), "cert");
    apply(stage.hub(), SECURE);
    apply(
        stage.tenant(),
        route("secure", "a.example.com")
            .replace("spec:", "spec:\n  parentRefs: [{name: secure, namespace: shared}]"));

    eventually()
        .ignoreExceptions()
        .untilAsserted(
            () -> {
              Web.Answer answer = Web.at(listener("secure")).tls("a.example.com").get("/");
              assertThat(answer.body()).contains(Stage.NODE);
              assertThat(answer.certificate()).contains(first);
            });
    eventually()
        .untilAsserted(
            () -> {
              JsonNode secure = status(stage.hub(), "Gateway", "shared", "secure");
              assertThat(condition(secure, "Programmed").path("status").asText()).isEqualTo("True");
              assertThat(
                      condition(secure.at("/listeners/1"), "ResolvedRefs").path("reason").asText())
                  .isEqualTo("RefNotPermitted");
              assertThat(secure.at("/listeners/1").toString())
                  .contains("sharedGateways.secretNamespaces");
            });

    X509Certificate second = certificate(stage.hub(), "cert");
    eventually()
        .untilAsserted(
            () ->
                assertThat(Web.at(listener("secure")).tls("a.example.com").get("/").certificate())
                    .contains(second));
  }

  @Test
  @Order(8)
  void aListenerSetIsToldThatItIsNotServed() {
    apply(stage.hub(), Hubs.SET);

    eventually()
        .untilAsserted(
            () ->
                assertThat(
                        status(stage.hub(), "ListenerSet", "shared", "more")
                            .at("/conditions/0/reason")
                            .asText())
                    .isEqualTo("NotAllowed"));
  }

  @Test
  @Order(9)
  void nothingStaysOfAGatewayThatGoes() {
    stage
        .hub()
        .genericKubernetesResources("gateway.networking.k8s.io/v1", "Gateway")
        .inNamespace("shared")
        .withName("shared-gateway")
        .delete();

    eventually().until(() -> services("shared-gateway").isEmpty());
  }

  private HostnameClaim claim(String hostname) {
    return stage.hub().resources(HostnameClaim.class).list().getItems().stream()
        .filter(claim -> claim.getSpec().hostname().equals(hostname))
        .findFirst()
        .orElseThrow();
  }

  private static String route(String name, String host) {
    return ROUTE.replace("NAME", name).replace("HOSTS", host);
  }

  private int listener(String gateway) {
    return Stage.listener(services(gateway).getFirst());
  }

  private List<Service> services(String gateway) {
    return stage
        .hub()
        .services()
        .inNamespace("kubelb")
        .withLabel("kubelb.k8c.io/gateway-uid")
        .withLabel("gateway.networking.k8s.io/gateway-name", gateway)
        .list()
        .getItems();
  }

  private String answer(String host) {
    return Stage.answer(listener("shared-gateway"), host);
  }
}
