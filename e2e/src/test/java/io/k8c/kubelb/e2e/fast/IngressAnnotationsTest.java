package io.k8c.kubelb.e2e.fast;

import static io.k8c.kubelb.e2e.fast.IngressStage.who;
import static io.k8c.kubelb.e2e.fast.Stage.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.k8c.kubelb.kit.testing.Covers;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/** What annotations of ingress-nginx do, one by one, with backends that answer. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class IngressAnnotationsTest {
  private IngressStage ingresses;
  private Deaf deaf;

  @BeforeAll
  void open() {
    deaf = new Deaf(Stage.NODE, 31_053);
    ingresses = new IngressStage(IngressAnnotationsTest.class);
    ingresses.resource("scenarios");
    ingresses.resource("annotations");
    eventually().until(() -> !ingresses.services().isEmpty());
    var _ = ingresses.stage().envoy("envoy");
    awaitEcho("unknown.example.com");
    ingresses.resource("default-backend");
    awaitEcho("some.where.else");
  }

  private void awaitEcho(String host) {
    eventually()
        .ignoreExceptions()
        .untilAsserted(() -> assertThat(who(ingresses.http(host).get("/"))).isEqualTo("echo"));
  }

  @AfterAll
  void close() {
    ingresses.close();
    deaf.close();
  }

  @Test
  @Order(1)
  @Shows({
    "HTTP",
    "ssl-redirect",
    "force-ssl-redirect",
    "permanent-redirect",
    "permanent-redirect-code",
    "temporal-redirect",
    "temporal-redirect-code",
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
    Web.Answer coded = ingresses.http("temporal-redirect-code.example.com").get("/x");
    assertThat(coded.status()).isEqualTo(307);
    assertThat(coded.header("location")).isEqualTo("https://new.example.com/there");
    Web.Answer root = ingresses.http("app-root.example.com").get("/");
    assertThat(root.status()).isEqualTo(302);
    assertThat(root.header("location")).endsWith("/app");
    assertThat(who(ingresses.http("app-root.example.com").get("/app"))).isEqualTo("echo");
  }

  @Test
  @Order(2)
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
  @Order(3)
  @Shows({
    "proxy-read-timeout",
    "proxy-send-timeout",
    "proxy-body-size",
    "limit-rps",
    "limit-burst-multiplier"
  })
  void requestsAreBounded() {
    Web slow = ingresses.http("proxy-read-timeout.example.com");
    assertThat(slow.get("/").status()).isEqualTo(200);
    assertThat(slow.get("/slow").status()).isEqualTo(504);
    Web silent = ingresses.http("proxy-send-timeout.example.com");
    assertThat(silent.get("/slow").status()).as("one second, raised to 60").isEqualTo(200);
    Web body = ingresses.http("proxy-body-size.example.com").method("POST");
    assertThat(body.body("x".repeat(1000)).get("/").status()).isEqualTo(200);
    assertThat(body.body("x".repeat(1100)).get("/").status()).isEqualTo(413);
    List<Integer> statuses = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      statuses.add(ingresses.http("limit-rps.example.com").get("/").status());
    }
    assertThat(statuses).contains(200, 429);
    Web burst = ingresses.http("limit-burst-multiplier.example.com");
    for (int i = 0; i < 30; i++) {
      assertThat(burst.get("/").status()).as("request %d at once", i).isEqualTo(200);
    }
    eventually().until(() -> burst.get("/").status() == 429);
  }

  @Test
  @Order(4)
  @Shows({"whitelist-source-range", "allowlist-source-range", "denylist-source-range"})
  void clientsAreLetInByTheirAddress() {
    for (String list : List.of("whitelist", "allowlist")) {
      assertThat(ingresses.http(list + "-in.example.com").get("/").status()).isEqualTo(200);
      assertThat(ingresses.http(list + "-out.example.com").get("/").status()).isEqualTo(403);
    }
    assertThat(ingresses.http("denylist.example.com").get("/").status()).isEqualTo(403);
    assertThat(who(ingresses.https("ssl-passthrough-in.example.com").get("/"))).isEqualTo("secure");
    assertThatThrownBy(() -> ingresses.https("ssl-passthrough-out.example.com").get("/"))
        .as("closed, for there is nobody to answer")
        .isInstanceOf(UncheckedIOException.class);
  }

  @Test
  @Order(5)
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
    assertThat(allowed.headers()).doesNotContainKey("access-control-allow-credentials");
    assertThat(refused.header("access-control-allow-origin")).isEmpty();
  }

  @Test
  @Order(6)
  @Shows({"cors-expose-headers", "cors-allow-credentials"})
  void scriptsOfOtherOriginsSeeWhatTheyMay() {
    Web.Answer plain =
        ingresses
            .http("enable-cors.example.com")
            .header("Origin: https://a.other.example.com")
            .get("/");
    Web.Answer withCookies =
        ingresses
            .http("cors-allow-credentials.example.com")
            .header("Origin: https://b.other.example.com")
            .get("/");

    assertThat(who(plain)).isEqualTo("echo");
    assertThat(plain.header("access-control-expose-headers")).isEqualTo("x-two");
    assertThat(plain.headers()).doesNotContainKey("access-control-allow-credentials");
    assertThat(withCookies.header("access-control-allow-credentials")).isEqualTo("true");
    assertThat(withCookies.header("access-control-allow-origin"))
        .isEqualTo("https://b.other.example.com");
  }

  @Test
  @Order(7)
  @Shows({"backend-protocol", "ssl-passthrough"})
  void backendsAreSpokenToAsTheySay() {
    assertThat(who(ingresses.http("backend-http.example.com").get("/"))).isEqualTo("echo");
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
  @Order(8)
  @Shows({
    "canary",
    "canary-by-header",
    "canary-by-header-value",
    "canary-by-header-pattern",
    "canary-weight",
    "canary-weight-total"
  })
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
    Web value = ingresses.http("canary-by-header-value.example.com");
    assertThat(who(value.header("X-Region: north").get("/"))).isEqualTo("next");
    assertThat(who(value.header("X-Region: always").get("/"))).isEqualTo("echo");
    Web pattern = ingresses.http("canary-by-header-pattern.example.com");
    assertThat(who(pattern.header("X-Region: far-north").get("/"))).isEqualTo("next");
    assertThat(who(pattern.header("X-Region: always").get("/"))).isEqualTo("echo");
    Web all = ingresses.http("canary-weight-total.example.com");
    for (int i = 0; i < 20; i++) {
      assertThat(who(all.get("/"))).as("10 of 10").isEqualTo("next");
    }
  }

  @Test
  @Order(9)
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
    eventually()
        .untilAsserted(
            () ->
                assertThat(ingresses.stage().events("proxy-send-timeout"))
                    .anyMatch(event -> event.contains("proxy-send-timeout is raised to 60")));
    assertThat(ingresses.stage().events("hosts")).noneMatch(event -> event.contains("nginx"));
  }

  @Test
  @Order(10)
  @Shows("proxy-connect-timeout")
  void aBackendThatTakesNoConnectionIsWaitedForAsLongAsSaid() {
    eventually()
        .ignoreExceptions()
        .untilAsserted(
            () -> {
              CompletableFuture<Web.Answer> patient =
                  CompletableFuture.supplyAsync(
                      () -> ingresses.http("proxy-connect-timeout-long.example.com").get("/"),
                      Thread::startVirtualThread);

              Web.Answer hasty = ingresses.http("proxy-connect-timeout.example.com").get("/");

              assertThat(hasty.status()).isEqualTo(503);
              assertThat(hasty.body()).contains("timeout");
              assertThat(patient).as("asked before, and waits for a minute").isNotDone();
            });
  }

  @Test
  @Order(11)
  @Shows({"affinity", "affinity-mode", "session-cookie-name", "session-cookie-max-age"})
  void aClientStaysByItsCookie() {
    List<EchoBackend> nodes = ingresses.nodes(10);
    ingresses.resource("many");
    Web web = ingresses.http("affinity.example.com");
    Set<String> seen = new HashSet<>();

    eventually()
        .ignoreExceptions()
        .until(
            () -> {
              seen.add(web.get("/").backend());
              return seen.stream().filter(name -> name.startsWith("many-")).count() == 10;
            });

    eventually().ignoreExceptions().untilAsserted(() -> assertStays(web));
    Web persistent = ingresses.http("affinity-mode.example.com");
    eventually().ignoreExceptions().untilAsserted(() -> assertStays(persistent));
    assertThat(ingresses.stage().events("affinity")).noneMatch(text -> text.contains("balanced"));
    assertThat(ingresses.stage().events("affinity-mode"))
        .anyMatch(text -> text.contains("affinity-mode is served as balanced"));
    nodes.forEach(EchoBackend::close);
  }

  @Test
  @Order(12)
  @Shows({
    "session-cookie-path",
    "session-cookie-expires",
    "session-cookie-secure",
    "session-cookie-samesite"
  })
  void theCookieIsBoundAsSaid() {
    String cookie = ingresses.http("session-cookie.example.com").get("/app").header("set-cookie");

    assertThat(cookie.split("; "))
        .contains("Path=/app", "Max-Age=300", "Secure", "SameSite=Strict");
  }

  private static void assertStays(Web web) {
    for (int client = 0; client < 3; client++) {
      Web.Answer first = web.get("/");
      assertThat(first.header("set-cookie")).startsWith("stay=").contains("Max-Age=600");
      Web known = web.header("Cookie: " + first.header("set-cookie").split(";", 2)[0]);
      for (int i = 0; i < 20; i++) {
        Web.Answer again = known.get("/");
        assertThat(again.backend()).isEqualTo(first.backend());
        assertThat(again.headers()).doesNotContainKey("set-cookie");
      }
    }
  }
}
