package io.k8c.kubelb.e2e.fast;

import static io.k8c.kubelb.e2e.fast.Rules.prefix;
import static io.k8c.kubelb.e2e.fast.Stage.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.k8c.kubelb.e2e.lab.kube.Authority;
import io.k8c.kubelb.e2e.lab.kube.Credential;
import io.k8c.kubelb.xds.model.AccessLog;
import io.k8c.kubelb.xds.model.Certificate;
import io.k8c.kubelb.xds.model.FilterChain;
import io.k8c.kubelb.xds.model.FilterChain.Target;
import io.k8c.kubelb.xds.model.HttpOptions;
import io.k8c.kubelb.xds.model.HttpOptions.HeaderLimits;
import io.k8c.kubelb.xds.model.Listener;
import io.k8c.kubelb.xds.model.ProxyConfig;
import io.k8c.kubelb.xds.model.RouteRule;
import io.k8c.kubelb.xds.model.RouteTable;
import io.k8c.kubelb.xds.model.RouteTable.VirtualHost;
import io.k8c.kubelb.xds.model.TlsTermination;
import io.k8c.kubelb.xds.model.Traffic;
import io.k8c.kubelb.xds.translate.ResourceType;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/** HTTP/3 beside TCP through a real Envoy: the same rules, certificates and caution. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class Http3EnvoyTest {
  private static final String A = "a.example.com";
  private static final String B = "b.example.com";
  private static final String GATEWAY = "gateway/1";
  private static final HttpOptions OPTIONS =
      new HttpOptions(0, AccessLog.TEXT, new HeaderLimits(10, 30));

  private final int tcp = FastTier.freePort();
  private final int udp = FastTier.freePort();
  private final EchoBackend backend = new EchoBackend("a");
  private ProxyStage stage;
  private EnvoyClient client;

  @BeforeAll
  void open() {
    stage = new ProxyStage(Http3EnvoyTest.class);
    stage.publish("service/a", Rules.service(Rules.upstream("a", backend)));
    stage.publish("secret/a", certificate("secret/a", "first", A));
    stage.publish("secret/b", certificate("secret/b", "other", B));
    stage.serve(GATEWAY, gateway(prefix("/").to("a")));
    client = client();
  }

  private EnvoyClient client() {
    return new EnvoyClient(Http3EnvoyTest.class, udp, tcp);
  }

  @AfterAll
  void close() {
    client.close();
    stage.close();
    backend.close();
  }

  @Test
  @Order(1)
  void requestsAreServedAsOverTcp() {
    Web.Answer first = Web.at(tcp).tls(A).get("/first?secret");
    Web.Answer second = client.second(A).get("/second?secret");
    Web.Answer third = client.kept(A).get("/third?secret");

    for (Web.Answer answer : List.of(first, second, third)) {
      assertThat(answer.backend()).isEqualTo("a");
      assertThat(answer.header("alt-svc")).isEqualTo("h3=\":443\"; ma=86400");
    }
    assertThat(third.body()).contains("GET /third?secret\n", "x-forwarded-proto: https\n");
    assertThat(line(third.body(), "x-forwarded-for: "))
        .isEqualTo(line(first.body(), "x-forwarded-for: "));
    eventually()
        .untilAsserted(
            () ->
                assertThat(stage.envoy().process().lines())
                    .anyMatch(line -> line.contains(" path=/first protocol=HTTP/1.1 status=200"))
                    .anyMatch(line -> line.contains(" path=/second protocol=HTTP/2 status=200"))
                    .anyMatch(line -> line.contains(" path=/third protocol=HTTP/3 status=200")));
  }

  private static String line(String text, String begin) {
    return text.lines().filter(line -> line.startsWith(begin)).findFirst().orElseThrow();
  }

  @Test
  @Order(2)
  void serverNamesAreToldApart() {
    assertThat(client.fresh(A).get("/").header("x-issuer")).contains("first");
    Web.Answer other = client.fresh(B).get("/");
    assertThat(other.header("x-issuer")).contains("other");
    assertThat(other.status()).isEqualTo(201);
    assertThat(client.fresh("c.example.com").get("/").status()).isEqualTo(503);
  }

  @Test
  @Order(3)
  void clientsAreTrustedAsLittleAsOverTcp() {
    Web web = client.fresh(A);

    assertThat(web.get("/x/../y//z").body()).contains("GET /y/z\n");
    assertThat(web.header("X-Envoy-Original-Path: /secret").get("/").body())
        .doesNotContain("secret");
    assertThat(web.header("X_Under: score").get("/under").status()).isNotEqualTo(200);
    assertThat(web.header("X-Large: " + "x".repeat(11_000)).get("/large").status())
        .isNotEqualTo(200);
    Web many = web;
    for (int i = 0; i < 31; i++) {
      many = many.header("X-Number-" + i + ": " + i);
    }
    assertThat(many.get("/many").status()).isNotEqualTo(200);
    assertThat(backend.seen()).doesNotContain("/under", "/large", "/many");
  }

  @Test
  @Order(4)
  void anEditOfARouteReachesConnectionsThatAreOpen() {
    Web web = client.kept(A);
    String port = web.get("/").header("x-own-port");
    var _ = stage.sent();

    stage.serve(GATEWAY, gateway(prefix("/").does(new RouteRule.Action.Respond(418))));

    assertThat(stage.sent()).containsOnly(ResourceType.ROUTE);
    Web.Answer answer = eventually().until(() -> web.get("/"), found -> found.status() == 418);
    assertThat(answer.header("x-own-port")).isEqualTo(port);
    assertThat(answer.header("alt-svc")).contains("h3");
  }

  @Test
  @Order(5)
  void aCertificateIsRenewedWhileConnectionsGoOn() {
    Web kept = client.kept(A);
    String port = kept.get("/").header("x-own-port");
    var _ = stage.sent();

    stage.serve("secret/a", certificate("secret/a", "second", A));

    assertThat(stage.sent()).containsOnly(ResourceType.SECRET);
    try (EnvoyClient stranger = client()) {
      assertThat(stranger.fresh(A).get("/").header("x-issuer")).contains("second");
    }
    assertThat(kept.get("/").header("x-own-port")).isEqualTo(port);
    assertThat(client.fresh(B).get("/").header("x-issuer")).contains("other");
  }

  @Test
  @Order(6)
  void thePortCanBecomeOneForDatagrams() {
    ProxyConfig before = gateway(prefix("/").to("a"));
    Listener datagrams =
        new Listener(
            GATEWAY + "/udp", udp, new Traffic.Udp(Rules.upstream("dns", backend), AccessLog.OFF));

    stage.serve(
        GATEWAY,
        new ProxyConfig(
            "2",
            List.of(before.listeners().getFirst(), datagrams),
            List.of(),
            before.tables(),
            List.of()));

    eventually().until(() -> client.fresh(A).get("/").status() == 503);
    stage.serve(GATEWAY, before);
    eventually().until(() -> client.fresh(A).get("/").backend().equals("a"));
  }

  private ProxyConfig gateway(RouteRule rule) {
    List<FilterChain> chains = List.of(chain("a", A), chain("b", B));
    return new ProxyConfig(
        "1",
        List.of(
            new Listener(GATEWAY + "/tcp", tcp, new Traffic.Chains(chains)),
            new Listener(GATEWAY + "/udp", udp, new Traffic.Quic(chains))),
        List.of(),
        List.of(
            table("a", A, rule),
            table("b", B, prefix("/").does(new RouteRule.Action.Respond(201)))),
        List.of());
  }

  private static FilterChain chain(String name, String host) {
    return new FilterChain(
        name,
        List.of(host),
        Optional.of(new TlsTermination(List.of("secret/" + name), Optional.empty())),
        new Target.Http(name, OPTIONS));
  }

  private static RouteTable table(String name, String host, RouteRule rule) {
    return new RouteTable(
        name, List.of(new VirtualHost("host", List.of(host), List.of(rule))), Optional.of(443));
  }

  private static ProxyConfig certificate(String name, String authority, String host) {
    Credential made = new Authority(authority).issue("CN=" + host, List.of(host));
    return new ProxyConfig(
        "1",
        List.of(),
        List.of(),
        List.of(),
        List.of(new Certificate(name, made.certificate(), made.key())));
  }
}
