package io.k8c.kubelb.e2e.fast;

import static io.k8c.kubelb.e2e.fast.Rules.add;
import static io.k8c.kubelb.e2e.fast.Rules.exact;
import static io.k8c.kubelb.e2e.fast.Rules.prefix;
import static io.k8c.kubelb.e2e.fast.Rules.regex;
import static io.k8c.kubelb.e2e.fast.Rules.set;
import static io.k8c.kubelb.e2e.fast.Stage.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.k8c.kubelb.e2e.fast.Rules.Rule;
import io.k8c.kubelb.xds.model.HeaderEdits;
import io.k8c.kubelb.xds.model.Retry;
import io.k8c.kubelb.xds.model.RouteMatch;
import io.k8c.kubelb.xds.model.RouteRule;
import io.k8c.kubelb.xds.model.RouteRule.Action.Redirect;
import io.k8c.kubelb.xds.model.RouteRule.Action.Respond;
import io.k8c.kubelb.xds.model.RouteRule.Mirror;
import io.k8c.kubelb.xds.model.RouteRule.PathRewrite;
import io.k8c.kubelb.xds.model.RouteTable;
import io.k8c.kubelb.xds.model.RouteTable.VirtualHost;
import io.k8c.kubelb.xds.model.Timeouts;
import io.k8c.kubelb.xds.model.WeightedUpstream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What each word of a route table does to requests through a real Envoy. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class Layer7EnvoyTest {
  private final EchoBackend a = new EchoBackend("a");
  private final EchoBackend b = new EchoBackend("b");
  private final AtomicInteger count = new AtomicInteger();
  private ProxyStage stage;

  @BeforeAll
  void open() {
    stage = new ProxyStage(Layer7EnvoyTest.class);
    stage.publish("service/a", Rules.service(Rules.upstream("a", a)));
    stage.publish("service/b", Rules.service(Rules.upstream("b", b)));
  }

  @AfterAll
  void close() {
    stage.close();
    a.close();
    b.close();
  }

  @ParameterizedTest(name = "{0} goes to {1}")
  @CsvSource({
    "/, b",
    "/exact, a",
    "/exact/, b",
    "/exact?q=1, a",
    "/pre, a",
    "/pre/x, a",
    "/prefix, b",
    "/re/12, a",
    "/re/12/x, b",
    "/re/x, b",
  })
  void pathsAreMatchedAsAWholeOrByElements(String path, String backend) {
    Web web =
        served(
            exact("/exact").to("a"),
            prefix("/pre/").to("a"),
            regex("/re/[0-9]+").to("a"),
            prefix("/").to("b"));

    assertThat(web.get(path).backend()).isEqualTo(backend);
  }

  @Test
  void methodHeadersAndQueryMustAllMatch() {
    RouteMatch all =
        new RouteMatch(
            new RouteMatch.Path.Prefix("/"),
            Optional.of("POST"),
            List.of(
                new RouteMatch.Value("x-color", "red", false),
                new RouteMatch.Value("x-size", "[0-9]+", true)),
            List.of(
                new RouteMatch.Value("page", "1", false),
                new RouteMatch.Value("sort", "(up|down)", true)));
    Web web = served(Rule.of(all).to("a"), prefix("/").to("b"));
    Web full = web.method("POST").header("X-Color: red").header("X-Size: 42");

    assertThat(full.get("/?page=1&sort=up").backend()).isEqualTo("a");
    assertThat(full.method("PUT").get("/?page=1&sort=up").backend()).isEqualTo("b");
    assertThat(full.get("/?page=2&sort=up").backend()).isEqualTo("b");
    assertThat(full.get("/?page=1&sort=upper").backend()).isEqualTo("b");
    assertThat(web.method("POST").header("X-Color: red").get("/?page=1&sort=up").backend())
        .isEqualTo("b");
  }

  @Test
  void hostsAreToldApartFromTheExactToTheWidest() {
    int port = FastTier.freePort();
    String name = name();
    stage.serve(
        name,
        Rules.gateway(
            Rules.http(name, port),
            new RouteTable(
                name,
                List.of(
                    host("exact", "a.example.com", prefix("/").does(new Respond(201))),
                    host("wildcard", "*.example.com", prefix("/").does(new Respond(202)))))));
    Web web = Web.at(port);

    assertThat(web.host("a.example.com").get("/").status()).isEqualTo(201);
    assertThat(web.host("A.Example.com.:8080").get("/").status()).isEqualTo(201);
    assertThat(web.host("x.y.example.com").get("/").status()).isEqualTo(202);
    assertThat(web.host("example.com").get("/").status()).isEqualTo(404);
  }

  private static VirtualHost host(String name, String domain, RouteRule... rules) {
    return new VirtualHost(name, List.of(domain), List.of(rules));
  }

  @ParameterizedTest(name = "{0}: {1} to {2} makes {3}")
  @CsvSource({
    "/foo/bar, /foo, /xyz, /xyz/bar",
    "/foo/bar, /foo, /xyz/, /xyz/bar",
    "/foo/bar, /foo/, /xyz, /xyz/bar",
    "/foo, /foo, /xyz, /xyz",
    "/foo/, /foo, /xyz, /xyz/",
    "/foo/bar, /foo, '', /bar",
    "/foo/, /foo, '', /",
    "/foo, /foo, '', /",
    "/foo/, /foo, /, /",
    "/foo, /foo, /, /",
    "/foo/bar?q=/foo, /foo, /, /bar?q=/foo",
    "/f.o/bar, /f.o, /, /bar",
    "/bar, /, /xyz, /xyz/bar",
    "/, /, /xyz, /xyz/",
    "/bar, /, /, /bar",
  })
  void aPrefixIsReplacedByElements(String path, String prefix, String to, String becomes) {
    Web web = served(prefix(prefix).path(new PathRewrite.Prefix(to)).to("a"));

    assertThat(web.get(path).body()).contains("GET " + becomes + "\n");
  }

  @Test
  void aWholePathIsReplaced() {
    Web web =
        served(
            exact("/one").path(new PathRewrite.Full("/two")).to("a"),
            regex("/users/([0-9]+)")
                .path(new PathRewrite.Regex("^/users/([0-9]+)$", "/u?id=\\1"))
                .to("a"),
            prefix("/p").path(new PathRewrite.Full("/three")).host("in.side").to("a"));

    assertThat(web.get("/one?q=1").body()).contains("GET /two?q=1\n");
    assertThat(web.get("/users/12").body()).contains("GET /u?id=12\n");
    assertThat(web.get("/p/x").body()).contains("GET /three\n").contains("host: in.side\n");
  }

  @Test
  void redirectsTellWhatChangesAndNoPortThatTheSchemeImplies() {
    Web web =
        served(
            prefix("/https").does(redirect("https", null, 443, null, 301)),
            prefix("/port").does(redirect(null, null, 8080, null, 302)),
            prefix("/plain").does(redirect(null, "other.example.com", 80, null, 303)),
            prefix("/both").does(redirect("http", "other.example.com", 443, null, 307)),
            prefix("/old").does(redirect(null, null, null, new PathRewrite.Prefix("/new"), 308)),
            prefix("/strip").does(redirect(null, null, null, new PathRewrite.Prefix("/"), 302)),
            prefix("/full").does(redirect(null, null, null, new PathRewrite.Full("/a\\1"), 302)));

    assertThat(web.get("/https/x?q=1").header("location"))
        .isEqualTo("https://web.example.com/https/x?q=1");
    assertThat(web.get("/https").status()).isEqualTo(301);
    assertThat(web.get("/port").header("location")).isEqualTo("http://web.example.com:8080/port");
    assertThat(web.get("/plain").header("location")).isEqualTo("http://other.example.com/plain");
    assertThat(web.get("/plain").status()).isEqualTo(303);
    assertThat(web.get("/both").header("location")).isEqualTo("http://other.example.com:443/both");
    assertThat(web.get("/both").status()).isEqualTo(307);
    assertThat(web.get("/old/x?q=1").header("location"))
        .isEqualTo("http://web.example.com/new/x?q=1");
    assertThat(web.get("/old").status()).isEqualTo(308);
    assertThat(web.get("/strip/x").header("location")).isEqualTo("http://web.example.com/x");
    assertThat(web.get("/full/x?q=1").header("location"))
        .isEqualTo("http://web.example.com/a\\1?q=1");
  }

  private static Redirect redirect(
      String scheme, String host, Integer port, PathRewrite path, int status) {
    return new Redirect(
        Optional.ofNullable(scheme),
        Optional.ofNullable(host),
        Optional.ofNullable(port),
        Optional.ofNullable(path),
        status);
  }

  @Test
  void sharesOfNobodyAreAnsweredByItsStatus() {
    Web web =
        served(
            prefix("/missing").to("missing"),
            prefix("/none").to(new WeightedUpstream[0]),
            prefix("/zero").to(WeightedUpstream.of("a", 0)),
            prefix("/half").to(WeightedUpstream.of("a", 1), WeightedUpstream.of("missing", 1)));

    assertThat(web.get("/missing").status()).isEqualTo(500);
    assertThat(web.get("/none").status()).isEqualTo(500);
    assertThat(web.get("/zero").status()).isEqualTo(500);
    assertThat(statuses(web, "/half", 200)).satisfies(Layer7EnvoyTest::aboutHalf);
  }

  private static long statuses(Web web, String path, int status) {
    return java.util.stream.IntStream.range(0, 60)
        .filter(_ -> web.get(path).status() == status)
        .count();
  }

  private static void aboutHalf(long of60) {
    assertThat(of60).isBetween(10L, 50L);
  }

  @Test
  void headersAreEditedForAllAndForEachUpstream() {
    HeaderEdits rule =
        new HeaderEdits(
            List.of(new HeaderEdits.Header("x-set", "100%")),
            List.of(new HeaderEdits.Header("x-add", "more")),
            List.of("x-gone"));
    Web web =
        served(
            prefix("/")
                .request(rule)
                .response(add("x-answer", "%rule"))
                .to(
                    new WeightedUpstream("a", 1, set("x-set", "of a"), set("x-answer", "of a")),
                    WeightedUpstream.of("b", 1)));
    Web asks = web.header("X-Set: mine").header("X-Add: mine").header("X-Gone: mine");

    Web.Answer fromA = eventuallyFrom(asks, "a");
    Web.Answer fromB = eventuallyFrom(asks, "b");

    assertThat(fromA.body()).contains("x-set: of a\n").contains("x-add: mine,more\n");
    assertThat(fromA.header("x-answer")).isEqualTo("of a");
    assertThat(fromB.body()).contains("x-set: 100%\n").doesNotContain("x-gone");
    assertThat(fromB.header("x-answer")).isEqualTo("%rule");
  }

  private static Web.Answer eventuallyFrom(Web web, String backend) {
    return eventually().until(() -> web.get("/"), answer -> answer.backend().equals(backend));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({"/a/../b/x, /b/x", "//b///x, /b/x", "/b/./x, /b/x", "/b/%78, /b/x"})
  void pathsAreLookedAtInTheirPlainForm(String path, String seen) {
    Web web = served(prefix("/b").to("a"));

    assertThat(web.get(path).body()).contains("GET " + seen + "\n");
  }

  @Test
  void copiesGoToMirrors() {
    Web web =
        served(
            prefix("/all").mirrors(new Mirror("b", 1, 1), new Mirror("missing", 1, 2)).to("a"),
            prefix("/none").mirrors(new Mirror("b", 0, 100)).to("a"));

    assertThat(web.get("/none/x").backend()).isEqualTo("a");
    assertThat(web.get("/all/x").backend()).isEqualTo("a");

    eventually().until(() -> b.seen().contains("/all/x"));
    assertThat(b.seen()).doesNotContain("/none/x");
  }

  @Test
  void whoIsTooSlowIsNotWaitedFor() {
    Duration short_ = Duration.ofMillis(300);
    Web web =
        served(
            prefix("/request")
                .timeouts(new Timeouts(Optional.of(short_), Optional.empty()))
                .to("a"),
            prefix("/attempt")
                .timeouts(new Timeouts(Optional.empty(), Optional.of(short_)))
                .to("a"),
            prefix("/patient")
                .timeouts(new Timeouts(Optional.of(Duration.ZERO), Optional.of(Duration.ZERO)))
                .to("a"));

    assertThat(web.get("/request/slow").status()).isEqualTo(504);
    assertThat(web.get("/attempt/slow").status()).isEqualTo(504);
    assertThat(web.get("/patient/slow").status()).isEqualTo(200);
  }

  @Test
  void answersThatAreNoneAreAskedForAgain() {
    EchoBackend c = new EchoBackend("c");
    stage.serve("service/c", Rules.service(Rules.upstream("c", c)));
    Web web =
        served(
            prefix("/retry")
                .retry(new Retry(2, List.of(503), Optional.of(Duration.ofMillis(10))))
                .to("c"),
            prefix("/").to("c"));

    c.answers(503, 503);
    assertThat(web.get("/retry").status()).isEqualTo(200);
    c.answers(500);
    assertThat(web.get("/retry").status()).isEqualTo(500);
    c.answers(503);
    assertThat(web.get("/").status()).isEqualTo(503);
    c.close();
  }

  @Test
  void aDeadEndpointCostsNoRequest() {
    EchoBackend dead = new EchoBackend("dead");
    EchoBackend alive = new EchoBackend("alive");
    stage.serve("service/pair", Rules.service(Rules.upstream("pair", dead, alive)));
    Web web = served(prefix("/").to("pair"));

    dead.close();

    assertThat(statuses(web, "/", 200)).isEqualTo(60);
    alive.close();
  }

  @Test
  void scriptsOfOtherOriginsAskFirst() {
    RouteMatch put =
        new RouteMatch(
            new RouteMatch.Path.Prefix("/put"),
            Optional.of("PUT"),
            List.of(new RouteMatch.Value("x-one", "1", false)),
            List.of());
    Web web =
        served(
            Rule.of(put).cors(Rules.SOME_ORIGINS).to("a"),
            prefix("/any").cors(Rules.ANY_ORIGIN).to("a"),
            prefix("/get").cors(Rules.SOME_ORIGINS).to("a"));
    Web asks = web.method("OPTIONS").header("Access-Control-Request-Method: PUT");

    Web.Answer allowed = asks.header("Origin: https://a.b.two.example").get("/put");
    assertThat(allowed.status()).isEqualTo(200);
    assertThat(allowed.backend()).isEmpty();
    assertThat(allowed.header("access-control-allow-origin")).isEqualTo("https://a.b.two.example");
    assertThat(allowed.header("access-control-allow-methods")).isEqualTo("GET, PUT");
    assertThat(allowed.header("access-control-max-age")).isEqualTo("3600");
    Web.Answer refused = asks.header("Origin: https://xtwo.example").get("/put");
    assertThat(refused.header("access-control-allow-origin")).isEmpty();
    Web.Answer echoed =
        asks.header("Origin: http://x")
            .header("Access-Control-Request-Headers: x-a, x-b")
            .get("/any");
    assertThat(echoed.header("access-control-allow-origin")).isEqualTo("http://x");
    assertThat(echoed.header("access-control-allow-methods")).isEqualTo("PUT");
    assertThat(echoed.header("access-control-allow-headers")).isEqualTo("x-a, x-b");
    Web.Answer simple = web.header("Origin: https://one.example").get("/get");
    assertThat(simple.backend()).isEqualTo("a");
    assertThat(simple.header("access-control-expose-headers")).isEqualTo("x-two");
  }

  /** A proxy that serves these rules on a port of its own. */
  private Web served(RouteRule... rules) {
    String name = name();
    int port = FastTier.freePort();
    stage.serve(name, Rules.gateway(Rules.http(name, port), Rules.table(name, rules)));
    return Web.at(port);
  }

  private String name() {
    return "gateway/" + count.incrementAndGet();
  }
}
