package io.k8c.kubelb.manager.route.spec;

import static org.assertj.core.api.Assertions.assertThat;

import io.k8c.kubelb.xds.model.RouteMatch.Path;
import io.k8c.kubelb.xds.model.StatefulSession.Token;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a rule may say of sessions; what Envoy would not take, or nobody could use, is refused. */
class SessionPersistenceTest {

  @ParameterizedTest
  @CsvSource({
    "/, /",
    "/shop, /shop",
    "/shop/, /shop",
    "/shop//, /shop",
    "/a;b/c, /",
    "/a/b;c, /a",
  })
  void theCookieOfAPrefixIsForAllBelowIt(String prefix, String path) {
    assertThat(CookiePath.of(new Path.Prefix(prefix))).isEqualTo(path);
  }

  @ParameterizedTest
  @CsvSource({"/, /", "/shop, /shop", "/shop/, /shop/", "/a/b;c, /a"})
  void theCookieOfAPathIsForItAlone(String exact, String path) {
    assertThat(CookiePath.of(new Path.Exact(exact))).isEqualTo(path);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "/p1/p2/[^/]+/p3 /p1/p2",
        "/p1/p2.* /p1",
        "/p1/? /p1",
        "/p1 /p1",
        "/p1/(a|b) /p1",
        "/p1/((a|b)c)*\\|[|(] /p1",
        "/p1/a|/p2 /",
        "/p1/(a)|/(b) /",
        "(?i)/p1/p2 /",
        "p1 /",
        "/p1/a;b/c /p1",
      })
  void theCookieOfAnExpressionIsForWhatAllItsPathsHaveInCommon(String pattern, String path) {
    assertThat(CookiePath.of(new Path.Regex(pattern))).isEqualTo(path);
  }

  @Test
  void namesAreBounded() {
    assertThat(rule(Map.of("sessionName", "x".repeat(128))).findings()).isEmpty();
    assertThat(messages(Map.of("sessionName", "x".repeat(129))))
        .singleElement()
        .satisfies(text -> assertThat(text).contains("use at most 128 letters, digits and -"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a b", "a=b", "a;b", "ä", "a\nb", "\"", ":path"})
  void aNameIsAToken(String name) {
    assertThat(messages(Map.of("sessionName", name))).hasSize(1);
    assertThat(messages(Map.of("sessionName", name, "type", "Header"))).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Host", "content-length", "Set-Cookie", "x-envoy-retry-on", "my_session"})
  void aHeaderMeansNothingElse(String name) {
    assertThat(messages(Map.of("sessionName", name, "type", "Header")))
        .containsExactly(
            "sessionName "
                + name
                + " cannot be the name of a session; use a header that means nothing else and has"
                + " no _, as X-Session");
    assertThat(messages(Map.of("sessionName", name))).isEmpty();
  }

  @Test
  void wordsAreKnown() {
    assertThat(messages(Map.of("type", "Query")))
        .containsExactly("type Query of a session is not known; use Cookie or Header");
    assertThat(messages(Map.of("cookieConfig", Map.of("lifetimeType", "Eternal"))))
        .containsExactly("lifetimeType Eternal is not known; use Session or Permanent");
  }

  @Test
  void aPermanentCookieSaysForHowLong() {
    String missing = "a Permanent cookie has no lifetime; say it by absoluteTimeout, as 1h or 30m";

    assertThat(messages(permanent(Map.of()))).containsExactly(missing);
    assertThat(messages(permanent(Map.of("absoluteTimeout", "0s")))).containsExactly(missing);
    assertThat(messages(permanent(Map.of("absoluteTimeout", "1y"))))
        .containsExactly("absoluteTimeout 1y is not a duration; write it like 10s, 500ms or 1m30s");
    assertThat(lifetime("1ms")).isEqualTo(Duration.ofSeconds(1));
    assertThat(lifetime("99999h99999h99999h99999h")).isEqualTo(Duration.ofHours(399_996));
  }

  @Test
  void allRulesTogetherHaveFewMatches() {
    Map<String, ?> rule = Map.of("matches", Collections.nCopies(64, Map.of()));

    assertThat(refusals(List.of(rule, rule))).isEmpty();
    assertThat(refusals(List.of(rule, rule, Map.of())))
        .extracting(Finding::message)
        .containsExactly("rules have 129 matches; use at most 128 of them, or several routes");
  }

  private static List<Finding> refusals(List<Map<String, ?>> rules) {
    return RequestRoute.http(Trees.of(Map.of("rules", rules))).refusals();
  }

  private static Map<String, ?> permanent(Map<String, String> others) {
    Map<String, Object> fields = new java.util.HashMap<>(others);
    fields.put("cookieConfig", Map.of("lifetimeType", "Permanent"));
    return fields;
  }

  private static Duration lifetime(String timeout) {
    return rule(permanent(Map.of("absoluteTimeout", timeout)))
        .session()
        .map(session -> session.over(new Path.Prefix("/"), "any", List.of()).token())
        .map(Token.Cookie.class::cast)
        .orElseThrow()
        .lifetime();
  }

  private static List<String> messages(Map<String, ?> session) {
    return rule(session).findings().stream().map(Finding::message).toList();
  }

  private static RequestRule rule(Map<String, ?> session) {
    return Trees.rule(Map.of("sessionPersistence", session));
  }
}
