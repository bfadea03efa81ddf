package io.k8c.kubelb.e2e.fast;

import static io.k8c.kubelb.e2e.fast.IngressStage.who;
import static io.k8c.kubelb.e2e.fast.Stage.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Service;
import io.k8c.kubelb.kit.testing.Covers;
import java.security.cert.CertificateParsingException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Ingresses of a tenant, from the objects of its cluster to answers and statuses: the scenarios of
 * the retired conformance suite, what annotations of ingress-nginx do, and the address.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class IngressTest {
  private IngressStage ingresses;

  @BeforeAll
  void open() {
    ingresses = new IngressStage(IngressTest.class);
    ingresses.resource("scenarios");
    ingresses.resource("annotations");
    eventually().until(() -> !ingresses.services().isEmpty());
    var _ = ingresses.stage().envoy("envoy");
    eventually().until(() -> !ingresses.address("hosts").isEmpty());
    eventually()
        .ignoreExceptions()
        .untilAsserted(
            () ->
                assertThat(who(ingresses.http("unknown.example.com").get("/"))).isEqualTo("echo"));
  }

  @AfterAll
  void close() {
    ingresses.close();
  }

  @ParameterizedTest(name = "{0}{1} goes to {2}")
  @Order(1)
  @CsvSource({
    "bar.foo.com, /, wildcard",
    "Bar.Foo.com, /, wildcard",
    "baz.bar.foo.com, /, 404",
    "foo.com, /, 404",
    "subdomain.bar.com, /, 404",
    "foo.bar.com, /, 308",
    "exact-path-rules, /foo, exact",
    "exact-path-rules, /foo/, 404",
    "exact-path-rules, /FOO, 404",
    "exact-path-rules, /bar, 404",
    "prefix-path-rules, /foo, exact",
    "prefix-path-rules, /foo/, exact",
    "prefix-path-rules, /FOO, 404",
    "prefix-path-rules, /aaa, short",
    "prefix-path-rules, /aaa/bbb, long",
    "prefix-path-rules, /aaa/bbb/ccc, long",
    "prefix-path-rules, /aaa/ccc, short",
    "prefix-path-rules, /aaaccc, 404",
    "mixed-path-rules, /foo, exact",
    "mixed-path-rules, /foo/, short",
    "trailing-slash-path-rules, /aaa/bbb, long",
    "trailing-slash-path-rules, /aaa/bbb/, long",
    "trailing-slash-path-rules, /foo, 404",
    "trailing-slash-path-rules, /foo/, exact",
  })
  @Shows({"Hosts", "Paths"})
  void hostsAndPathsFindTheirService(String host, String path, String service) {
    eventually()
        .ignoreExceptions()
        .untilAsserted(() -> assertThat(who(ingresses.http(host).get(path))).isEqualTo(service));
  }

  @Test
  @Order(2)
  @Shows("TLS")
  void aHostWithACertificateIsServedOverTls() throws CertificateParsingException {
    eventually()
        .ignoreExceptions()
        .untilAsserted(
            () -> assertThat(who(ingresses.https("foo.bar.com").get("/"))).isEqualTo("exact"));

    Web.Answer answer = ingresses.https("foo.bar.com").get("/");

    assertThat(answer.certificate().orElseThrow().getSubjectAlternativeNames().toString())
        .contains("foo.bar.com");
    assertThat(ingresses.ports("hosts")).containsExactly(80, 443);
    assertThat(ingresses.ports("paths")).containsExactly(80);
  }

  @Test
  @Order(3)
  void aForeignClassGetsNoAddress() {
    assertThat(ingresses.address("foreign")).isEmpty();
    assertThat(ingresses.address("paths")).startsWith("203.0.");
  }

  @ParameterizedTest(name = "{0}")
  @Order(4)
  @ValueSource(strings = {"GET", "POST", "PUT", "DELETE", "PATCH"})
  @Shows("Default backend")
  void theDefaultBackendTakesWhatNobodyElseDoes(String method) {
    ingresses.resource("default-backend");
    Web asks = ingresses.http("some.where.else").method(method).header("User-Agent: conformance");
    eventually()
        .ignoreExceptions()
        .untilAsserted(() -> assertThat(asks.get("/any/path").status()).isEqualTo(200));

    Web.Answer answer = asks.get("/any/path");

    assertThat(answer.body())
        .contains("echo\n")
        .contains(method + " /any/path\n")
        .contains("user-agent: conformance\n");
    assertThat(answer.headers()).containsKeys("content-length", "content-type", "date", "server");
    assertThat(who(ingresses.http("exact-path-rules").get("/bar"))).isEqualTo("echo");
    assertThat(who(ingresses.http("baz.bar.foo.com").get("/"))).isEqualTo("echo");
  }

  @Test
  @Order(5)
  @Shows({
    "HTTP",
    "ssl-redirect",
    "force-ssl-redirect",
    "permanent-redirect",
    "permanent-redirect-code",
    "temporal-redirect",
    "app-root"
  })
  void requestsAreRedirected() {
    assertThat(ingresses.http("ssl-redirect.example.com").get("/x").status()).isEqualTo(200);
    for (String host : List.of("ssl-redirects.example.com", "force-ssl-redirect.example.com")) {
      Web.Answer toTls = ingresses.http(host).get("/x?q=1");
      assertThat(toTls.status()).isEqualTo(308);
      assertThat(toTls.header("location")).isEqualTo("https://" + host + "/x?q=1");
    }
    assertThat(who(ingresses.https("ssl-redirects.example.com").get("/x"))).isEqualTo("echo");
    Web.Answer permanent = ingresses.http("permanent-redirect.example.com").get("/x");
    assertThat(permanent.status()).isEqualTo(308);
    assertThat(permanent.header("location")).isEqualTo("https://new.example.com/there?x=1");
    Web.Answer temporal = ingresses.http("temporal-redirect.example.com").get("/x?q=1");
    assertThat(temporal.status()).isEqualTo(302);
    assertThat(temporal.header("location")).isEqualTo("https://new.example.com/x?q=1");
    Web.Answer root = ingresses.http("app-root.example.com").get("/");
    assertThat(root.status()).isEqualTo(302);
    assertThat(root.header("location")).endsWith("/app");
    assertThat(who(ingresses.http("app-root.example.com").get("/app"))).isEqualTo("echo");
  }

  @Test
  @Order(6)
  @Shows({"rewrite-target", "use-regex", "upstream-vhost", "x-forwarded-prefix"})
  void requestsAreRewritten() {
    Web rewrite = ingresses.http("rewrite-target.example.com");
    assertThat(rewrite.get("/some/thing?q=1").body()).contains("GET /app/thing?q=1\n");
    assertThat(rewrite.get("/some").body()).contains("GET /app/\n");
    assertThat(rewrite.get("/something").body()).doesNotContain("GET /app");
    Web regex = ingresses.http("use-regex.example.com");
    assertThat(who(regex.get("/v12/ITEMS/3"))).isEqualTo("next");
    assertThat(who(regex.get("/vx/items"))).as("the default backend").isEqualTo("echo");
    assertThat(ingresses.http("upstream-vhost.example.com").get("/").body())
        .contains("host: inside.example.com\n")
        .contains("x-forwarded-prefix: /outside\n");
  }

  @Test
  @Order(7)
  @Shows({"proxy-read-timeout", "proxy-body-size", "limit-rps"})
  void requestsAreBounded() {
    Web slow = ingresses.http("proxy-read-timeout.example.com");
    assertThat(slow.get("/").status()).isEqualTo(200);
    assertThat(slow.get("/slow").status()).isEqualTo(504);
    Web body = ingresses.http("proxy-body-size.example.com").method("POST");
    assertThat(body.body("x".repeat(1000)).get("/").status()).isEqualTo(200);
    assertThat(body.body("x".repeat(1100)).get("/").status()).isEqualTo(413);
    List<Integer> statuses = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      statuses.add(ingresses.http("limit-rps.example.com").get("/").status());
    }
    assertThat(statuses).contains(200, 429);
  }

  @Test
  @Order(8)
  @Shows({"whitelist-source-range", "denylist-source-range"})
  void clientsAreLetInByTheirAddress() {
    assertThat(ingresses.http("whitelist-in.example.com").get("/").status()).isEqualTo(200);
    assertThat(ingresses.http("whitelist-out.example.com").get("/").status()).isEqualTo(403);
    assertThat(ingresses.http("denylist.example.com").get("/").status()).isEqualTo(403);
  }

  @Test
  @Order(9)
  @Shows({
    "enable-cors",
    "cors-allow-origin",
    "cors-allow-methods",
    "cors-allow-headers",
    "cors-max-age"
  })
  void scriptsOfOtherOriginsAskFirst() {
    Web asks =
        ingresses
            .http("enable-cors.example.com")
            .method("OPTIONS")
            .header("Access-Control-Request-Method: PUT");

    Web.Answer allowed = asks.header("Origin: https://a.other.example.com").get("/");
    Web.Answer refused = asks.header("Origin: https://evil.example.com").get("/");

    assertThat(allowed.header("access-control-allow-origin"))
        .isEqualTo("https://a.other.example.com");
    assertThat(allowed.header("access-control-allow-methods")).isEqualTo("PUT");
    assertThat(allowed.header("access-control-allow-headers")).isEqualTo("x-one");
    assertThat(allowed.header("access-control-max-age")).isEqualTo("600");
    assertThat(refused.header("access-control-allow-origin")).isEmpty();
  }

  @Test
  @Order(10)
  @Shows({"backend-protocol", "ssl-passthrough"})
  void backendsAreSpokenToAsTheySay() {
    assertThat(who(ingresses.http("backend-https.example.com").get("/"))).isEqualTo("secure");
    Web.Answer passed = ingresses.https("ssl-passthrough.example.com").get("/");
    assertThat(who(passed)).isEqualTo("secure");
    assertThat(passed.body()).doesNotContain("x-forwarded-for");
    int _ = ingresses.http("backend-grpc.example.com").get("/").status();
    assertThat(ingresses.firstToGrpc()).startsWith("PRI * HTTP/2.0");
    int _ = ingresses.http("backend-grpcs.example.com").get("/").status();
    assertThat(ingresses.firstToSecureGrpc()).startsWith("PRI * HTTP/2.0");
  }

  @Test
  @Order(11)
  @Shows({"canary", "canary-by-header", "canary-weight"})
  void aCanaryTakesItsPart() {
    Web web = ingresses.http("canary.example.com");

    assertThat(who(web.header("X-Canary: always").get("/"))).isEqualTo("next");
    assertThat(who(web.header("X-Canary: never").get("/"))).isEqualTo("echo");
    Set<String> seen = new HashSet<>();
    eventually()
        .until(
            () -> {
              seen.add(who(web.get("/")));
              return seen.equals(Set.of("echo", "next"));
            });
  }

  @Test
  @Order(12)
  @Shows({"affinity", "session-cookie-name", "session-cookie-max-age"})
  void aClientStaysByItsCookie() {
    Web.Answer first = ingresses.http("affinity.example.com").get("/");

    assertThat(first.header("set-cookie")).startsWith("stay=").contains("Max-Age=600");
    String cookie = first.header("set-cookie").split(";", 2)[0];
    Web.Answer again = ingresses.http("affinity.example.com").header("Cookie: " + cookie).get("/");
    assertThat(again.status()).isEqualTo(200);
    assertThat(again.header("set-cookie")).isEmpty();
  }

  @Test
  @Order(13)
  @Covers({"Route.status.notes[].message", "Route.status.notes[].reason"})
  void whatIsNotUnderstoodIsToldToTheTenant() {
    eventually()
        .untilAsserted(
            () ->
                assertThat(ingresses.stage().events("unknown"))
                    .anyMatch(
                        event ->
                            event.startsWith("UnsupportedField: ")
                                && event.contains(
                                    "nginx.ingress.kubernetes.io/configuration-snippet"))
                    .anyMatch(
                        event ->
                            event.startsWith("InvalidValue: ")
                                && event.contains(
                                    "nginx.ingress.kubernetes.io/proxy-read-timeout")));
    assertThat(ingresses.stage().events("hosts")).noneMatch(event -> event.contains("nginx"));
  }

  @Test
  @Order(14)
  @Shows("TLS")
  void aBrokenCertificateClosesItsOwnHostsOnly() {
    ingresses.resource("broken");
    eventually()
        .untilAsserted(
            () ->
                assertThat(ingresses.stage().events("broken"))
                    .anyMatch(event -> event.startsWith("InvalidReference: no TLS for broken")));
    assertThat(who(ingresses.https("foo.bar.com").get("/"))).isEqualTo("exact");

    ingresses.certificate("broken", "broken.example.com");

    eventually()
        .ignoreExceptions()
        .untilAsserted(
            () ->
                assertThat(who(ingresses.https("broken.example.com").get("/"))).isEqualTo("echo"));
  }

  @Test
  @Order(15)
  void theSharedAddressComesBackWhenSomebodyDeletesIt() {
    String address = ingresses.address("hosts");
    Service before = ingresses.services().getFirst();
    assertThat(before.getMetadata().getName()).isEqualTo("envoy-ingress");

    ingresses.stage().hub().resource(before).delete();

    eventually()
        .untilAsserted(
            () ->
                assertThat(ingresses.services())
                    .extracting(service -> service.getMetadata().getUid())
                    .hasSize(1)
                    .doesNotContain(before.getMetadata().getUid()));
    eventually()
        .ignoreExceptions()
        .untilAsserted(
            () -> {
              assertThat(ingresses.address("hosts")).isEqualTo(address);
              assertThat(who(ingresses.http("bar.foo.com").get("/"))).isEqualTo("wildcard");
            });
  }

  @Test
  @Order(16)
  @Shows("Backends")
  void requestsReachAllNodes() {
    List<EchoBackend> nodes = new ArrayList<>();
    for (int i = 1; i <= 10; i++) {
      nodes.add(ingresses.node(i));
    }
    ingresses.resource("many");
    Set<String> seen = new HashSet<>();

    eventually()
        .ignoreExceptions()
        .until(
            () -> {
              Web.Answer answer = ingresses.http("many.example.com").get("/");
              if (answer.backend().startsWith("many")) {
                seen.add(answer.backend());
              }
              return seen.size() == 10;
            });

    nodes.forEach(EchoBackend::close);
  }

  @Test
  @Order(17)
  void eachHasItsOwnAddressWhereTheHubSaysSo() {
    ingresses.deleteAllBut("hosts", "paths");

    ingresses.settings("{\"addresses\":\"PerIngress\"}");

    eventually()
        .untilAsserted(
            () -> {
              assertThat(ingresses.services())
                  .extracting(each -> each.getMetadata().getName())
                  .hasSize(2)
                  .doesNotContain("envoy-ingress");
              assertThat(ingresses.address("hosts"))
                  .startsWith("203.")
                  .isNotEqualTo(ingresses.address("paths"));
              assertThat(ingresses.address("paths")).startsWith("203.");
            });
    ingresses.settings("null");
    eventually()
        .untilAsserted(
            () ->
                assertThat(ingresses.address("hosts"))
                    .startsWith("203.")
                    .isEqualTo(ingresses.address("paths")));
  }

  @Test
  @Order(18)
  void theSharedAddressGoesWithTheLastIngress() {
    ingresses.deleteAllBut();

    eventually().until(() -> ingresses.services().isEmpty());
    eventually().until(() -> ingresses.ingress("hosts").get() == null);
  }
}
