package io.k8c.kubelb.e2e.fast;

import static io.k8c.kubelb.e2e.fast.Stage.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Clients of a real Envoy that stay with a node by what its first answer gave them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SessionPersistenceTest {
  private static final String HOST = "web.example.com";
  private static final List<String> NODES =
      List.of(NodeAddresses.of(1), NodeAddresses.of(2), NodeAddresses.of(3));
  private static final int REQUESTS = 30;
  private static final String GATEWAY =
      """
      apiVersion: gateway.networking.k8s.io/v1
      kind: Gateway
      metadata: {name: public, namespace: default}
      spec:
        gatewayClassName: kubelb
        listeners:
          - {name: http, port: 80, protocol: HTTP}
          - {name: https, port: 443, protocol: HTTPS, hostname: web.example.com, tls: {certificateRefs: [{name: web}]}}
      """;

  private final List<EchoBackend> pods = new ArrayList<>();
  private final EchoBackend stranger = new EchoBackend("stranger");
  private TenantStage tenant;

  /** How a client gives back what it was given. */
  enum Token {
    COOKIE("/cookie"),
    HEADER("/header");

    private final String path;

    Token(String path) {
      this.path = path;
    }

    Optional<String> of(Web.Answer answer) {
      return switch (this) {
        case COOKIE ->
            Optional.of(answer.header("set-cookie"))
                .filter(text -> !text.isEmpty())
                .map(text -> "Cookie: other=1; " + text.split(";", 2)[0]);
        case HEADER ->
            Optional.of(answer.header("x-session"))
                .filter(text -> !text.isEmpty())
                .map(text -> "X-Session: " + text);
      };
    }

    String forged(String text) {
      return (this == COOKIE ? "Cookie: stay=" : "X-Session: ") + text;
    }
  }

  /** A client with a session, and who answered it first. */
  private record Client(Token token, Web web, String backend) {
    void assertStays() {
      for (int i = 0; i < REQUESTS; i++) {
        Web.Answer answer = web.get(token.path);
        assertThat(answer.backend()).isEqualTo(backend);
        assertThat(token.of(answer)).as("a session that stands is not begun again").isEmpty();
      }
    }
  }

  @BeforeAll
  void open() {
    tenant = new TenantStage(SessionPersistenceTest.class);
    tenant.nodes(NODES.toArray(String[]::new));
    tenant.certificate("web", HOST);
    serve("old");
    serve("new");
    tenant.apply(GATEWAY);
    tenant.apply(route(1, 1));
    tenant.settle();
    for (String path : List.of("/cookie", "/header", "/beside")) {
      awaitBackends(path, Set.of("old-1", "old-2", "old-3", "new-1", "new-2", "new-3"));
    }
  }

  @AfterAll
  void close() {
    tenant.close();
    stranger.close();
    pods.forEach(EchoBackend::close);
  }

  @Test
  @Order(1)
  void aCookieIsForItsRuleAndNoOneElse() {
    assertThat(web().get("/cookie/x").header("set-cookie"))
        .startsWith("stay=\"")
        .endsWith("; Path=/cookie; SameSite=Strict; HttpOnly");
    assertThat(tls().get("/cookie").header("set-cookie"))
        .endsWith("; Path=/cookie; Secure; SameSite=Strict; HttpOnly");
    assertThat(web().get("/long").header("set-cookie"))
        .startsWith("kubelb-")
        .endsWith("; Max-Age=600; Path=/long; SameSite=Strict; HttpOnly");
    assertThat(web().get("/header").headers())
        .containsKey("x-session")
        .doesNotContainKey("set-cookie");
    assertThat(web().get("/beside").headers()).doesNotContainKeys("x-session", "set-cookie");
  }

  @ParameterizedTest
  @EnumSource(Token.class)
  @Order(2)
  void aClientStaysWithItsNodeOfItsService(Token token) {
    clients(token).forEach(Client::assertStays);
  }

  @Test
  @Order(3)
  void aCookieThatEndsBySomeTimeKeepsItsClientUntilThen() {
    Web.Answer first = web().get("/long");
    Web known = web().header(Token.COOKIE.of(first).orElseThrow());

    for (int i = 0; i < REQUESTS; i++) {
      assertThat(known.get("/long").backend()).isEqualTo(first.backend());
    }
  }

  @ParameterizedTest
  @EnumSource(Token.class)
  @Order(4)
  void aTokenLeadsNowhereElse(Token token) {
    String address = "127.0.0.1:" + stranger.port();
    byte[] bytes = ("\n" + (char) address.length() + address).getBytes(StandardCharsets.US_ASCII);

    for (byte[] forged : List.of(bytes, address.getBytes(StandardCharsets.US_ASCII))) {
      String text = Base64.getEncoder().encodeToString(forged);
      Web.Answer answer = web().header(token.forged(text)).get(token.path);
      assertThat(answer.status()).isEqualTo(200);
      assertThat(token.of(answer)).as("a session begins").isPresent();
    }
    assertThat(web().header(token.forged("%")).get(token.path).status()).isEqualTo(200);
    assertThat(stranger.seen()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Token.class)
  @Order(5)
  void aSessionOutlivesTheShareOfItsService(Token token) {
    List<Client> clients = clients(token);

    tenant.apply(route(1, 0));
    tenant.settle();

    clients.forEach(Client::assertStays);
    for (int i = 0; i < REQUESTS; i++) {
      assertThat(web().get(token.path).backend()).startsWith("old-");
    }
    tenant.apply(route(1, 1));
    tenant.settle();
  }

  @ParameterizedTest
  @EnumSource(Token.class)
  @Order(6)
  void aSessionEndsWithItsNodeAndWithNoOther(Token token) {
    List<Client> clients = clients(token);

    tenant.nodes(NODES.get(0), NODES.get(1));
    tenant.settle();
    awaitBackends("/beside", Set.of("old-1", "old-2", "new-1", "new-2"));

    for (Client client : clients) {
      if (client.backend().endsWith("-3")) {
        Web.Answer moved = client.web().get(token.path);
        assertThat(moved.backend())
            .startsWith(client.backend().substring(0, 4))
            .doesNotEndWith("3");
        session(token, moved).assertStays();
      } else {
        client.assertStays();
      }
    }
    tenant.nodes(NODES.toArray(String[]::new));
    tenant.settle();
  }

  /** One on each node of each Service. */
  private List<Client> clients(Token token) {
    List<Client> clients = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    eventually()
        .until(
            () -> {
              Client client = session(token, web().get(token.path));
              if (seen.add(client.backend())) {
                clients.add(client);
              }
              return seen.size() == 2 * NODES.size();
            });
    return clients;
  }

  private Client session(Token token, Web.Answer first) {
    return new Client(token, web().header(token.of(first).orElseThrow()), first.backend());
  }

  /** Until exactly these are seen by clients without a session. */
  private void awaitBackends(String path, Set<String> backends) {
    eventually().ignoreExceptions().until(() -> seen(path).equals(backends));
  }

  private Set<String> seen(String path) {
    Set<String> names = new HashSet<>();
    for (int i = 0; i < REQUESTS; i++) {
      names.add(web().get(path).backend());
    }
    return names;
  }

  private Web web() {
    return Web.at(tenant.listener("gateway-public", 80));
  }

  private Web tls() {
    return Web.at(tenant.listener("gateway-public", 443)).tls(HOST);
  }

  private void serve(String name) {
    int port = FastTier.freePort();
    for (int i = 0; i < NODES.size(); i++) {
      InetSocketAddress place = new InetSocketAddress(NODES.get(i), port);
      EchoBackend pod = new EchoBackend(name + "-" + (i + 1), place, Optional.empty());
      pods.add(pod);
      tenant.service(name, pod);
    }
  }

  private static String route(int old, int next) {
    String split =
        "[{name: old, port: 80, weight: %d}, {name: new, port: 80, weight: %d}]"
            .formatted(old, next);
    return """
    apiVersion: gateway.networking.k8s.io/v1
    kind: HTTPRoute
    metadata: {name: web, namespace: default}
    spec:
      parentRefs: [{name: public}]
      rules:
        - matches: [{path: {value: /cookie}}]
          backendRefs: %1$s
          sessionPersistence: {sessionName: stay}
        - matches: [{path: {value: /header}}]
          backendRefs: %1$s
          sessionPersistence: {sessionName: X-Session, type: Header}
        - matches: [{path: {value: /long}}]
          backendRefs: %1$s
          sessionPersistence: {absoluteTimeout: 10m, cookieConfig: {lifetimeType: Permanent}}
        - {matches: [{path: {value: /beside}}], backendRefs: %1$s}
    """
        .formatted(split);
  }
}
