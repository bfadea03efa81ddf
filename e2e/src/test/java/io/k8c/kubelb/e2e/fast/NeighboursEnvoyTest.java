package io.k8c.kubelb.e2e.fast;

import static io.k8c.kubelb.e2e.fast.Stage.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * What is edited ends its own connections at most. The proxy ends those of a filter chain that is
 * replaced within a second, so that whose end is awaited tells that the others' does not come.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class NeighboursEnvoyTest {
  private static final String GATEWAY =
      """
      apiVersion: gateway.networking.k8s.io/v1
      kind: Gateway
      metadata: {name: public, namespace: default}
      spec:
        gatewayClassName: kubelb
        listeners:
          - {name: a, port: 443, protocol: HTTPS, hostname: a.example.com, tls: {certificateRefs: [{name: a}]}}
          - {name: b, port: 443, protocol: HTTPS, hostname: b.example.com, tls: {certificateRefs: [{name: b}]}}
          - {name: c, port: 443, protocol: TLS, hostname: "*.c.example.com", tls: {mode: Terminate, certificateRefs: [{name: c}]}}
          - {name: tcp, port: 9000, protocol: TCP}
          - {name: other, port: 9001, protocol: TCP}
      """;

  private final EchoBackend first = new EchoBackend("first");
  private final EchoBackend second = new EchoBackend("second");
  private TenantStage tenant;
  private List<Web.Kept> neighbours;

  @BeforeAll
  void open() {
    tenant =
        new TenantStage(
            NeighboursEnvoyTest.class, "--drain-time-s", "1", "--drain-strategy", "immediate");
    tenant.service("first", first);
    tenant.service("second", second);
    tenant.certificate("a", "a.example.com");
    tenant.certificate("c", "*.c.example.com");
    tenant.apply(GATEWAY);
    tenant.apply(route("HTTPRoute", "web", "first", "a", "b"));
    tenant.apply(route("TLSRoute", "kept", "first", "c"));
    tenant.apply(route("TLSRoute", "edited", "first", "c"));
    tenant.apply(route("TCPRoute", "kept", "first", "tcp"));
    tenant.apply(route("TCPRoute", "edited", "first", "other"));
    tenant.settle();
    neighbours =
        List.of(
            kept(tls("a.example.com")),
            kept(tls("kept.c.example.com")),
            kept(Web.at(tenant.listener("gateway-public", 9000))));
  }

  @AfterAll
  void close() {
    neighbours.forEach(Web.Kept::close);
    tenant.close();
    first.close();
    second.close();
  }

  @Test
  @Order(1)
  void aCertificateThatComesDisturbsNobody() {
    tenant.certificate("b", "b.example.com");
    tenant.settle();

    eventually()
        .ignoreExceptions()
        .until(() -> tls("b.example.com").get("/").backend().equals("first"));
    assertNeighboursLive();
  }

  @Test
  @Order(2)
  void aCertificateThatBreaksEndsItsOwnConnectionsOnly() {
    try (Web.Kept own = kept(tls("b.example.com"))) {
      tenant.breakCertificate("b");
      tenant.settle();

      eventually().until(() -> !own.isAlive());
    }
    assertNeighboursLive();
  }

  @Test
  @Order(3)
  void aCertificateThatGoesEndsItsOwnConnectionsOnly() {
    tenant.certificate("b", "b.example.com");
    tenant.settle();
    try (Web.Kept own = kept(tls("b.example.com"))) {
      tenant.deleteCertificate("b");
      tenant.settle();

      eventually().until(() -> !own.isAlive());
    }
    assertNeighboursLive();
  }

  @Test
  @Order(4)
  void anEditOfATlsRouteEndsItsOwnConnectionsOnly() {
    try (Web.Kept own = kept(tls("edited.c.example.com"))) {
      tenant.apply(route("TLSRoute", "edited", "second", "c"));
      tenant.settle();

      eventually().until(() -> !own.isAlive());
    }
    assertThat(tls("edited.c.example.com").get("/").backend()).isEqualTo("second");
    assertNeighboursLive();
  }

  @Test
  @Order(5)
  void anEditOfATcpRouteEndsItsOwnConnectionsOnly() {
    Web web = Web.at(tenant.listener("gateway-public", 9001));
    try (Web.Kept own = kept(web)) {
      tenant.apply(route("TCPRoute", "edited", "second", "other"));
      tenant.settle();

      eventually().until(() -> !own.isAlive());
    }
    assertThat(web.get("/").backend()).isEqualTo("second");
    assertNeighboursLive();
  }

  private void assertNeighboursLive() {
    assertThat(neighbours).allMatch(Web.Kept::isAlive);
  }

  /** Listeners open once all that they need is there. */
  private static Web.Kept kept(Web web) {
    return eventually().ignoreExceptions().until(web::keep, Web.Kept::isAlive);
  }

  private Web tls(String host) {
    return Web.at(tenant.listener("gateway-public", 443)).tls(host);
  }

  /** Of listeners of the Gateway; one for TLS has a hostname of its own. */
  private static String route(String kind, String name, String service, String... listeners) {
    StringBuilder text =
        new StringBuilder(
            """
            apiVersion: gateway.networking.k8s.io/v1
            kind: %s
            metadata: {name: %s, namespace: default}
            spec:
              rules: [{backendRefs: [{name: %s, port: 80}]}]
            """
                .formatted(kind, name, service));
    if (kind.equals("TLSRoute")) {
      text.append("  hostnames: [%s.c.example.com]\n".formatted(name));
    }
    text.append("  parentRefs:\n");
    for (String listener : listeners) {
      text.append("    - {name: public, sectionName: %s}\n".formatted(listener));
    }
    return text.toString();
  }
}
