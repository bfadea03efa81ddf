package io.k8c.kubelb.manager.route.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What is longer or more than Envoy's fields hold is refused where it is read, since Envoy would
 * refuse the whole table. No schema stands between a hostile tenant cluster and this.
 */
class BoundsTest {
  private static final String NGINX = "annotation nginx.ingress.kubernetes.io/";

  @ParameterizedTest
  @ValueSource(strings = {"permanent-redirect", "temporal-redirect"})
  void aPlaceToGoToIsAShortUrl(String annotation) {
    String longest = url("https://example.com/", 2048);

    IngressSpec taken = Trees.ingress(Map.of(annotation, longest));
    IngressSpec refused = Trees.ingress(Map.of(annotation, longest + "%"));

    assertThat(taken.findings()).isEmpty();
    assertThat(taken.policy().closed()).isFalse();
    assertThat(refused.policy().redirects().elsewhere()).isEmpty();
    assertThat(refused.policy().closed()).as("requests must not go to the backend").isTrue();
    assertThat(refused.findings())
        .singleElement()
        .satisfies(
            finding ->
                assertThat(finding.message())
                    .startsWith(NGINX + annotation + ": \"https://example.com/%%%")
                    .contains("name a URL of at most 2048 characters"));
  }

  @ParameterizedTest
  @CsvSource({
    "upstream-vhost, '', 253",
    "x-forwarded-prefix, /, 4096",
    "app-root, /, 1024",
    "rewrite-target, /, 1024",
  })
  void aTextOfAnAnnotationIsBounded(String annotation, String start, int longest) {
    String text = start + "a".repeat(longest - start.length());

    assertThat(Trees.ingress(Map.of(annotation, text)).findings()).isEmpty();
    assertThat(Trees.ingress(Map.of(annotation, text + "a")).findings())
        .singleElement()
        .satisfies(
            finding ->
                assertThat(finding.message())
                    .startsWith(NGINX + annotation)
                    .contains("of at most " + longest + " characters"));
  }

  @Test
  void groupsOfARewriteCountWithItsLength() {
    IngressSpec spec = Trees.ingress(Map.of("rewrite-target", "/" + "$1".repeat(512)));

    assertThat(spec.policy().rewriteTarget()).isEmpty();
    assertThat(spec.policy().closed()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"session-cookie-name, a, 256", "session-cookie-path, /, 1024"})
  void aCookieIsBounded(String annotation, String letter, int longest) {
    Map<String, String> taken = Map.of("affinity", "cookie", annotation, letter.repeat(longest));
    Map<String, String> refused =
        Map.of("affinity", "cookie", annotation, letter.repeat(longest + 1));

    assertThat(messages(Trees.ingress(taken))).noneMatch(text -> text.contains(annotation));
    assertThat(messages(Trees.ingress(refused)))
        .anyMatch(
            text -> text.startsWith(NGINX + annotation) && text.contains("at most " + longest));
  }

  @Test
  void aSizeThatNoNumberHoldsIsAsGoodAsNone() {
    assertThat(Trees.ingress(Map.of("proxy-body-size", "999999999999g")).policy().guards())
        .extracting(guards -> guards.bodyBytes().orElseThrow())
        .isEqualTo((Long.MAX_VALUE >> 30) << 30);
  }

  @ParameterizedTest
  @ValueSource(strings = {"set", "add", "remove"})
  void aFilterChangesFewHeaders(String list) {
    Object entry = list.equals("remove") ? "x-one" : Map.of("name", "x-one", "value", "1");

    assertThat(headers(list, Collections.nCopies(16, entry)).findings()).isEmpty();
    assertThat(headers(list, Collections.nCopies(17, entry)).findings())
        .extracting(Finding::message)
        .containsExactly(list + " changes 17 headers; use at most 16 of them");
  }

  @Test
  void aHeaderIsBounded() {
    assertThat(header("x".repeat(256), "%".repeat(4096)).findings()).isEmpty();
    assertThat(header("x".repeat(257), "1").findings()).hasSize(1);
    assertThat(header("x", "%".repeat(4097)).findings()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "HTTP, http, allowedHeaders",
    "HTTP, http, allowedResponseHeaders",
    "GRPC, grpc, allowedHeaders"
  })
  void whoIsAskedIsToldOfFewHeaders(String protocol, String field, String list) {
    assertThat(asking(protocol, field, Map.of(list, Collections.nCopies(64, "x-one"))).findings())
        .isEmpty();
    assertThat(asking(protocol, field, Map.of(list, Collections.nCopies(65, "x-one"))).findings())
        .extracting(Finding::message)
        .containsExactly(list + " has 65 entries; use at most 64 of them");
    assertThat(asking(protocol, field, Map.of(list, List.of("x".repeat(257)))).findings())
        .hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"HOST", "Content-Length", "te", "X-Envoy-Retry-On"})
  void anAnswerDoesNotSayWhereAMessageGoesOrEnds(String name) {
    assertThat(asking("HTTP", "http", Map.of("allowedResponseHeaders", List.of(name))).findings())
        .extracting(Finding::message)
        .containsExactly(
            "header "
                + name
                + " cannot be taken from an answer of ExternalAuth; remove it from"
                + " allowedResponseHeaders");
  }

  @Test
  void aPathForWhoIsAskedIsBounded() {
    assertThat(asking("HTTP", "http", Map.of("path", "/" + "a".repeat(1023))).findings()).isEmpty();
    assertThat(asking("HTTP", "http", Map.of("path", "/" + "a".repeat(1024))).findings())
        .hasSize(1);
    assertThat(asking("HTTP", "http", Map.of("path", "a")).findings()).hasSize(1);
    assertThat(asking("HTTP", "http", Map.of("path", "/a/../b")).findings()).hasSize(1);
  }

  @Test
  void aBodyForWhoIsAskedIsBounded() {
    assertThat(asking("HTTP", "forwardBody", Map.of("maxSize", 65535)).findings()).isEmpty();
    assertThat(List.<Object>of(65536, -1, 1L << 40, "all"))
        .allSatisfy(
            size ->
                assertThat(asking("HTTP", "forwardBody", Map.of("maxSize", size)).findings())
                    .extracting(Finding::message)
                    .containsExactly("maxSize of forwardBody cannot be; use 0 to 65535 bytes"));
  }

  @Test
  void aQueryParameterIsBounded() {
    assertThat(parameter("é".repeat(256)).findings()).isEmpty();
    assertThat(parameter("é".repeat(257)).findings())
        .extracting(Finding::message)
        .allMatch(
            text -> text.endsWith("use 1 to 256 characters, none of them a control character"))
        .hasSize(1);
  }

  @Test
  void aCallIsBounded() {
    assertThat(call("a.".repeat(511) + "ab")).isEmpty();
    assertThat(call("a.".repeat(100_000) + "a"))
        .get()
        .satisfies(
            finding ->
                assertThat(finding.message())
                    .hasSizeLessThan(250)
                    .contains("at most 1024 charact"));
  }

  @Test
  void aMessageEndsWithNoHalfOfACharacter() {
    String text = "/" + "\uD83D\uDE00".repeat(50);

    assertThat(messages(Trees.ingress(Map.of("app-root", text))))
        .singleElement()
        .satisfies(
            message ->
                assertThat(message)
                    .contains("\"/" + "\uD83D\uDE00".repeat(39) + "...\" cannot be used"));
  }

  private static String url(String start, int length) {
    return start + "%".repeat(length - start.length());
  }

  private static List<String> messages(IngressSpec spec) {
    return spec.findings().stream().map(Finding::message).toList();
  }

  private static RequestRule headers(String list, List<?> entries) {
    return Trees.filter("RequestHeaderModifier", "requestHeaderModifier", Map.of(list, entries));
  }

  private static RequestRule asking(String protocol, String field, Map<String, ?> value) {
    return Trees.filter(
        "ExternalAuth",
        "externalAuth",
        Map.of("protocol", protocol, "backendRef", Map.of("name", "auth"), field, value));
  }

  private static RequestRule header(String name, String value) {
    return headers("set", List.of(Map.of("name", name, "value", value)));
  }

  private static RequestRule parameter(String name) {
    return Trees.rule(
        Map.of(
            "matches",
            List.of(Map.of("queryParams", List.of(Map.of("name", name, "value", "1"))))));
  }

  private static Optional<Finding> call(String service) {
    return RequestRoute.grpc(
            Trees.of(
                Map.of(
                    "rules",
                    List.of(
                        Map.of("matches", List.of(Map.of("method", Map.of("service", service))))))))
        .rules()
        .getFirst()
        .findings()
        .stream()
        .findFirst();
  }
}
