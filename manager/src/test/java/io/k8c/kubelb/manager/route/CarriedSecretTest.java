package io.k8c.kubelb.manager.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.k8c.kubelb.api.SyncSecret;
import io.k8c.kubelb.kit.Verdict;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CarriedSecretTest {
  private static final String CERTIFICATE = KeyPairs.text("(certificate)");
  private static final String KEY = KeyPairs.text("(key)");

  @Test
  void aCertificateWithItsKeyCanBeUsed() {
    // when
    Verdict verdict = verdict("kubernetes.io/tls", Map.of("tls.crt", CERTIFICATE, "tls.key", KEY));

    // then
    assertThat(verdict.isTrue()).isTrue();
    assertThat(verdict.reason()).isEqualTo("Synced");
  }

  @Test
  void aCertificateAuthorityNeedsNoKey() {
    assertThat(verdict("Opaque", Map.of("ca.crt", CERTIFICATE)).isTrue()).isTrue();
    assertThat(verdict("Opaque", Map.of("password", "hunter2")).isTrue()).isFalse();
  }

  @Test
  void whatIsBrokenIsNamedAndNotShown() {
    // when
    Verdict verdict =
        verdict("kubernetes.io/tls", Map.of("tls.crt", "hunter2", "tls.key", "hunter3"));

    // then
    assertThat(verdict.isTrue()).isFalse();
    assertThat(verdict.reason()).isEqualTo("InvalidValue");
    assertThat(verdict.message()).contains("tls.crt").doesNotContain("hunter");
  }

  @Test
  void otherTypesAreRefused() {
    assertThat(verdict("kubernetes.io/basic-auth", Map.of()).message())
        .contains("kubernetes.io/basic-auth");
  }

  private static Verdict verdict(String type, Map<String, String> texts) {
    SyncSecret secret = new SyncSecret();
    secret.setType(type);
    secret.setStringData(texts);
    return CarriedSecret.verdict(secret);
  }
}
