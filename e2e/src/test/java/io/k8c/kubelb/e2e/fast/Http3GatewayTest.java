package io.k8c.kubelb.e2e.fast;

import static io.k8c.kubelb.e2e.fast.Hubs.apply;
import static io.k8c.kubelb.e2e.fast.Stage.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ServicePort;
import io.k8c.kubelb.e2e.lab.kube.Authority;
import io.k8c.kubelb.e2e.lab.kube.Credential;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/** HTTP/3 of a tenant's Gateway, from the option of its listener to answers. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class Http3GatewayTest {
  private static final String HOST = "shop.example.com";
  private Stage stage;

  @BeforeAll
  void open() {
    stage = Stage.open(Http3GatewayTest.class);
    stage.tier().gatewayKinds(stage.tenant());
    certificate("first");
    apply(
        stage.tenant(),
        Manifests.all(
            Manifests.CLASS, Manifests.httpRoute("public", "shop"), Manifests.service("shop", 80)));
    gateway("true");
    eventually().until(() -> port("UDP").isPresent());
    stage.envoy("envoy");
    eventually().until(() -> Stage.isListening(port("TCP").orElseThrow()));
  }

  @AfterAll
  void close() {
    stage.close();
  }

  @Test
  @Order(1)
  void clientsLearnOfItOverTcpAndGetTheSame() {
    Web overTcp = Web.at(port("TCP").orElseThrow()).tls(HOST);
    Web.Answer told = eventually().until(() -> overTcp.get("/"), found -> found.status() == 200);
    assertThat(told.header("alt-svc")).isEqualTo("h3=\":443\"; ma=86400");

    try (EnvoyClient client = client()) {
      Web.Answer answer = client.fresh(HOST).get("/");
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.body()).contains("shop");
      assertThat(answer.header("x-issuer")).contains("first");
    }
  }

  @Test
  @Order(2)
  void aRenewedCertificateIsShown() {
    certificate("second");

    eventually()
        .until(
            () -> {
              try (EnvoyClient stranger = client()) {
                return stranger.fresh(HOST).get("/").header("x-issuer").contains("second");
              }
            });
  }

  @Test
  @Order(3)
  void aWordThatIsNoneIsToldAndCostsHttp3Alone() {
    gateway("yes");

    eventually().until(() -> port("UDP").isEmpty());
    eventually()
        .untilAsserted(
            () -> {
              assertThat(stage.events("public"))
                  .anyMatch(event -> event.startsWith("InvalidValue: listener https: "));
              assertThat(status()).contains("kubelb.k8c.io/HTTP3", "InvalidValue");
              Web.Answer answer = Web.at(port("TCP").orElseThrow()).tls(HOST).get("/");
              assertThat(answer.status()).isEqualTo(200);
              assertThat(answer.header("alt-svc")).isEmpty();
            });
  }

  private EnvoyClient client() {
    return new EnvoyClient(
        Http3GatewayTest.class, port("UDP").orElseThrow(), port("TCP").orElseThrow());
  }

  private void gateway(String word) {
    apply(
        stage.tenant(),
        Manifests.gateway(
            "kubelb",
            "public",
            """
            listeners: [{name: https, port: 443, protocol: HTTPS, tls: {certificateRefs: [{name: shop}],
              options: {kubelb.k8c.io/http3: "%s"}}}]
            """
                .formatted(word)
                .strip()));
  }

  private void certificate(String authority) {
    Credential made = new Authority(authority).issue("CN=" + HOST, List.of(HOST));
    apply(
        stage.tenant(),
        """
        apiVersion: v1
        kind: Secret
        metadata: {name: shop, namespace: default}
        type: kubernetes.io/tls
        stringData:
          tls.crt: |
        %s
          tls.key: |
        %s
        """
            .formatted(made.certificate().indent(4), made.key().indent(4)));
  }

  /** Where the proxy listens for a port of the hub Service. */
  private Optional<Integer> port(String protocol) {
    return stage.gatewayServices().stream()
        .flatMap(service -> service.getSpec().getPorts().stream())
        .filter(port -> port.getPort() == 443 && port.getProtocol().equals(protocol))
        .map(ServicePort::getTargetPort)
        .map(target -> target.getIntVal())
        .findFirst();
  }

  private String status() {
    return Hubs.status(stage.tenant(), "Gateway", "default", "public").toString();
  }
}
