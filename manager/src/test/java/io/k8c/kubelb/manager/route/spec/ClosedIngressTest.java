package io.k8c.kubelb.manager.route.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClosedIngressTest {
  @ParameterizedTest
  @CsvSource({
    "auth-url, https://login.example.com",
    "denylist-source-range, office",
    "permanent-redirect, $host",
    "rewrite-target, ?",
    "backend-protocol, FCGI"
  })
  void whatClosesItIsKnownAmongOtherFindings(String closing, String value) {
    IngressPolicy policy =
        Trees.ingress(
                Map.of("app-root", "here", closing, value, "limit-rps", "many", "zzz", "unknown"))
            .policy();

    assertThat(policy.closed()).isTrue();
    assertThat(policy.refused().orElseThrow().message())
        .startsWith("annotation nginx.ingress.kubernetes.io/" + closing);
  }
}
