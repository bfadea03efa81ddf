package io.k8c.kubelb.e2e.fast;

import static io.k8c.kubelb.e2e.fast.IngressStage.who;
import static io.k8c.kubelb.e2e.fast.Stage.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.Service;
import io.k8c.kubelb.e2e.lab.kube.Authority;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Ingresses of a tenant, from the objects of its cluster to answers and statuses: the scenarios of
 * the retired conformance suite, and the address.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class IngressTest {
  private IngressStage ingresses;

  @BeforeAll
  void open() {
    ingresses = new IngressStage(IngressTest.class);
    ingresses.resource("scenarios");
    eventually().until(() -> !ingresses.services().isEmpty());
    var _ = ingresses.stage().envoy("envoy");
    eventually().until(() -> !ingresses.address("hosts").isEmpty());
    eventually()
        .ignoreExceptions()
        .untilAsserted(
            () -> assertThat(who(ingresses.http("bar.foo.com").get("/"))).isEqualTo("wildcard"));
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
  void aHostWithACertificateIsServedOverTls() {
    Web asks = ingresses.https("foo.bar.com");
    eventually()
        .ignoreExceptions()
        .untilAsserted(() -> assertThat(who(asks.get("/"))).isEqualTo("exact"));

    Web.Answer answer = asks.trusting(ingresses.authority()).get("/");

    assertThat(who(answer)).isEqualTo("exact");
    assertThatThrownBy(() -> asks.trusting(new Authority("other").certificate()).get("/"))
        .hasCauseInstanceOf(SSLHandshakeException.class);
    assertThat(ingresses.ports("hosts")).containsExactly(80, 443);
    assertThat(ingresses.ports("paths")).containsExactly(80);
  }

  @Test
  @Order(3)
  void aForeignClassGetsNoAddress() {
    assertThat(ingresses.address("foreign")).isEmpty();
    assertThat(ingresses.address("paths")).startsWith("203.0.");
  }

  @ParameterizedTest(name = "{0} {1}{2}")
  @Order(4)
  @CsvSource({
    "GET, some.where.else, /",
    "GET, example.com, /any/path?q=1",
    "POST, example.com, /",
    "PUT, some.where.else, /any/path",
    "DELETE, a.b.c.example.com, /any/path/",
    "PATCH, localhost, /x"
  })
  @Shows("Default backend")
  void theDefaultBackendTakesWhatNobodyElseDoes(String method, String host, String path) {
    ingresses.resource("default-backend");
    Web asks = ingresses.http(host).method(method).header("User-Agent: conformance");
    eventually()
        .ignoreExceptions()
        .untilAsserted(() -> assertThat(asks.get(path).status()).isEqualTo(200));

    Web.Answer answer = asks.get(path);

    assertThat(answer.body().lines())
        .startsWith("echo", method + " " + path)
        .contains("host: " + host, "user-agent: conformance");
    assertThat(answer.header("x-protocol")).as("of the request").isEqualTo("HTTP/1.1");
    assertThat(answer.headers()).containsKeys("content-length", "content-type", "date", "server");
  }

  @Test
  @Order(5)
  void theDefaultBackendTakesWhatHostsHaveNoPathFor() {
    assertThat(who(ingresses.http("exact-path-rules").get("/bar"))).isEqualTo("echo");
    assertThat(who(ingresses.http("baz.bar.foo.com").get("/"))).isEqualTo("echo");
  }

  @Test
  @Order(6)
  @Shows("Conflicts")
  void theOldestIngressKeepsItsPath() {
    ingresses.resource("conflict");

    eventually()
        .ignoreExceptions()
        .untilAsserted(
            () ->
                assertThat(who(ingresses.http("exact-path-rules").get("/new"))).isEqualTo("short"));
    assertThat(who(ingresses.http("exact-path-rules").get("/foo"))).isEqualTo("exact");
    eventually()
        .untilAsserted(
            () ->
                assertThat(ingresses.stage().events("conflict"))
                    .anyMatch(
                        event ->
                            event.startsWith(
                                "Conflict: path /foo of host exact-path-rules is served by")));
    assertThat(ingresses.stage().events("paths")).noneMatch(text -> text.startsWith("Conflict"));
  }

  @Test
  @Order(7)
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
  @Order(8)
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
  @Order(9)
  @Shows("Backends")
  void aHundredRequestsReachTenNodes() {
    List<EchoBackend> nodes = ingresses.nodes(10);
    ingresses.resource("many");

    eventually()
        .ignoreExceptions()
        .untilAsserted(
            () ->
                assertThat(
                        IntStream.range(0, 100)
                            .mapToObj(i -> ingresses.http("many.example.com").get("/"))
                            .map(Web.Answer::backend)
                            .collect(Collectors.toSet()))
                    .hasSize(10)
                    .allMatch(backend -> backend.startsWith("many-")));

    nodes.forEach(EchoBackend::close);
  }

  @Test
  @Order(10)
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
  @Order(11)
  void theSharedAddressGoesWithTheLastIngress() {
    ingresses.deleteAllBut();

    eventually().until(() -> ingresses.services().isEmpty());
    eventually().until(() -> ingresses.ingress("hosts").get() == null);
  }
}
