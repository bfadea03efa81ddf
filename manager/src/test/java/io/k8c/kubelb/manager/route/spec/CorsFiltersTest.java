package io.k8c.kubelb.manager.route.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An origin with a wildcard becomes an expression: a long one would cost the whole table. */
class CorsFiltersTest {
  private static final String LONGEST = "*".repeat(253);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "*",
        "https://example.com",
        "https://*.example.com:*",
        "capacitor://localhost",
        "http://localhost:8080"
      })
  void originsAsBrowsersSpellThem(String origin) {
    assertThat(findings(List.of(origin))).isEmpty();
  }

  @Test
  void aHostOfAnOriginIsNoLongerThanADnsName() {
    assertThat(findings(List.of("https://" + LONGEST + ":65535"))).isEmpty();

    assertThat(findings(List.of("https://*" + LONGEST)))
        .singleElement()
        .satisfies(
            finding ->
                assertThat(finding.message())
                    .startsWith("https://***")
                    .hasSizeLessThan(200)
                    .endsWith(
                        "use * or scheme://host:port, with a host of at most 253 characters"));
    assertThat(findings(List.of("a".repeat(33) + "://example.com"))).hasSize(1);
  }

  @Test
  void aListHasAsManyEntriesAsTheStandardLetsItHave() {
    assertThat(findings(Collections.nCopies(64, "*"))).isEmpty();
    assertThat(findings(Collections.nCopies(65, "*")))
        .extracting(Finding::message)
        .containsExactly("allowOrigins has 65 entries; use at most 64 of them");
  }

  @Test
  void annotationsAreBoundedAlike() {
    String many =
        String.join(",", IntStream.range(0, 65).mapToObj(i -> "https://" + i + ".com").toList());

    IngressSpec tooLong = ingress("https://a.example.com, https://*" + LONGEST);
    IngressSpec tooMany = ingress(many);

    assertThat(tooLong.policy().cors().orElseThrow().origins())
        .containsExactly("https://a.example.com");
    assertThat(tooMany.policy().cors().orElseThrow().origins()).hasSize(64);
    for (IngressSpec spec : List.of(tooLong, tooMany)) {
      assertThat(spec.findings())
          .singleElement()
          .satisfies(
              finding ->
                  assertThat(finding.message())
                      .startsWith("annotation nginx.ingress.kubernetes.io/cors-allow-origin: ")
                      .contains(
                          "use a comma list of at most 64 origins, each * or scheme://host:port"));
    }
  }

  private static List<Finding> findings(List<String> origins) {
    return Trees.filter("CORS", "cors", Map.of("allowOrigins", origins)).findings();
  }

  private static IngressSpec ingress(String origins) {
    return Trees.ingress(Map.of("enable-cors", "true", "cors-allow-origin", origins));
  }
}
