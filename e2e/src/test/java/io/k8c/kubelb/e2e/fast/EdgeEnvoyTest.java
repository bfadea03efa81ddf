package io.k8c.kubelb.e2e.fast;

import static io.k8c.kubelb.e2e.fast.Rules.prefix;
import static io.k8c.kubelb.e2e.fast.Stage.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.k8c.kubelb.xds.model.AccessLog;
import io.k8c.kubelb.xds.model.FilterChain;
import io.k8c.kubelb.xds.model.FilterChain.Target;
import io.k8c.kubelb.xds.model.Guards;
import io.k8c.kubelb.xds.model.HttpOptions;
import io.k8c.kubelb.xds.model.HttpOptions.HeaderLimits;
import io.k8c.kubelb.xds.model.RouteRule;
import io.k8c.kubelb.xds.model.RouteRule.PathRewrite;
import io.k8c.kubelb.xds.model.SourceRanges;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What a real Envoy believes of requests, how much of them it takes, and what it writes down. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EdgeEnvoyTest {
  private static final String CLIENT = "203.0.113.9";

  private final EchoBackend backend = new EchoBackend("a");
  private final AtomicInteger count = new AtomicInteger();
  private ProxyStage stage;

  @BeforeAll
  void open() {
    stage = new ProxyStage(EdgeEnvoyTest.class);
    stage.publish("service/a", Rules.service(Rules.upstream("a", backend)));
  }

  @AfterAll
  void close() {
    stage.close();
    backend.close();
  }

  @Test
  void nobodyInFrontIsBelievedByDefault() {
    Web web = served(HttpOptions.PLAIN, onlyFor(CLIENT + "/32"), prefix("/").to("a"));
    Web claims = web.header("X-Forwarded-For: " + CLIENT).header("X-Forwarded-Proto: https");

    assertThat(forwardedFor(claims.get("/"))).hasSize(2).first().isEqualTo(CLIENT);
    assertThat(claims.get("/").body()).contains("x-forwarded-proto: http\n");
    assertThat(claims.get("/guarded").status()).isEqualTo(403);
  }

  @Test
  void theTrustedProxyInFrontSaysWhoTheClientIs() {
    Web web =
        served(
            new HttpOptions(1, AccessLog.OFF, HeaderLimits.DEFAULT),
            onlyFor(CLIENT + "/32"),
            prefix("/").to("a"));

    Web told = web.header("X-Forwarded-For: " + CLIENT);
    assertThat(forwardedFor(told.get("/"))).hasSize(2).first().isEqualTo(CLIENT);
    assertThat(told.get("/guarded").status()).isEqualTo(200);

    Web forged = web.header("X-Forwarded-For: " + CLIENT + ", 198.51.100.7");
    assertThat(forwardedFor(forged.get("/"))).hasSize(3).startsWith(CLIENT, "198.51.100.7");
    assertThat(forged.get("/guarded").status()).isEqualTo(403);
    assertThat(web.get("/guarded").status()).isEqualTo(403);
  }

  /** What the backend was told of who the client is: the proxy adds whom it sees itself. */
  private static List<String> forwardedFor(Web.Answer answer) {
    return answer
        .body()
        .lines()
        .filter(line -> line.startsWith("x-forwarded-for: "))
        .flatMap(line -> Stream.of(line.substring(line.indexOf(' ') + 1).split(", *")))
        .toList();
  }

  private static RouteRule onlyFor(String network) {
    RouteRule rule = prefix("/guarded").to("a");
    return new RouteRule(
        "guarded",
        rule.match(),
        rule.requestHeaders(),
        rule.responseHeaders(),
        rule.cors(),
        new Guards(
            new SourceRanges(List.of(network), List.of()), Optional.empty(), Optional.empty()),
        rule.action());
  }

  @Test
  void headersThatOnlyTheProxyMaySendAreTakenOut() {
    Web web =
        served(HttpOptions.PLAIN, prefix("/old").path(new PathRewrite.Prefix("/new")).to("a"));
    Web asks =
        web.header("X-Envoy-Retry-On: 5xx")
            .header("X-Envoy-Original-Path: /secret")
            .header("X-Envoy-Upstream-Rq-Timeout-Ms: 1")
            .header("X-Envoy-Internal: true")
            .header("X-Envoy-External-Address: 9.9.9.9")
            .header("X-Envoy-Of-A-Later-Version: 1");

    Web.Answer answer = asks.header("X-Forwarded-For: 9.9.9.9").get("/old");

    assertThat(answer.body().lines().filter(line -> line.startsWith("x-envoy-")))
        .containsExactly("x-envoy-external-address: 127.0.0.1");
    assertThat(answer.headers().keySet()).noneMatch(name -> name.startsWith("x-envoy"));
    assertThat(web.header("X_Under: score").get("/old").status()).isEqualTo(400);
  }

  @Test
  void headersHaveALimit() {
    Web web =
        served(new HttpOptions(0, AccessLog.OFF, new HeaderLimits(10, 30)), prefix("/").to("a"));
    Web few = web;
    for (int i = 0; i < 20; i++) {
      few = few.header("X-Number-" + i + ": " + i);
    }
    Web many = few;
    for (int i = 20; i < 31; i++) {
      many = many.header("X-Number-" + i + ": " + i);
    }

    assertThat(web.header("X-Large: " + "x".repeat(9_000)).get("/large").status()).isEqualTo(200);
    assertThat(web.header("X-Large: " + "x".repeat(11_000)).get("/larger").status()).isEqualTo(431);
    assertThat(few.get("/few").status()).isEqualTo(200);
    assertThat(many.get("/many").status()).isEqualTo(431);
    assertThat(backend.seen()).contains("/large", "/few").doesNotContain("/larger", "/many");
  }

  @Test
  void aRequestLeavesALineOfJsonWithoutItsSecrets() {
    Web web =
        served(new HttpOptions(1, AccessLog.JSON, HeaderLimits.DEFAULT), prefix("/logged").to("a"));

    Web.Answer answer =
        web.header("Authorization: Bearer hidden")
            .header("X-Forwarded-For: " + CLIENT)
            .get("/logged/x?token=hidden");

    assertThat(answer.status()).isEqualTo(200);
    JsonNode line = eventually().until(this::logged, Optional::isPresent).orElseThrow();
    assertThat(line.path("method").asText()).isEqualTo("GET");
    assertThat(line.path("path").asText()).isEqualTo("/logged/x");
    assertThat(line.path("status").asInt()).isEqualTo(200);
    assertThat(line.path("client").asText()).isEqualTo(CLIENT);
    assertThat(line.path("upstream").asText()).isEqualTo("a");
    assertThat(stage.envoy().process().lines()).noneMatch(text -> text.contains("hidden"));
  }

  private Optional<JsonNode> logged() {
    return stage.envoy().process().lines().stream()
        .filter(line -> line.startsWith("{") && line.endsWith("}"))
        .filter(line -> line.contains("/logged/"))
        .map(EdgeEnvoyTest::tree)
        .findFirst();
  }

  private static JsonNode tree(String json) {
    try {
      return new ObjectMapper().readTree(json);
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Web served(HttpOptions options, RouteRule... rules) {
    String name = "gateway/" + count.incrementAndGet();
    int port = FastTier.freePort();
    FilterChain chain =
        new FilterChain("http", List.of(), Optional.empty(), new Target.Http(name, options));
    stage.serve(name, Rules.gateway(Rules.listener(name, port, chain), Rules.table(name, rules)));
    return Web.at(port);
  }
}
