package io.k8c.kubelb.xds.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.k8c.kubelb.xds.model.ProxyId;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PemTest {
  private final Instant now = Instant.now();
  private final Credential credential =
      Authority.create(now).proxy(new ProxyId("tenant-a"), now, Duration.ofDays(1));

  @Test
  void whatIsWrittenIsReadAgain() {
    // when
    Credential read = Pem.credential(credential.certificatePem(), credential.keyPem());

    // then
    assertThat(read).isEqualTo(credential);
  }

  @Test
  void whatIsWrittenIsPem() {
    assertThat(credential.certificatePem().lines())
        .startsWith("-----BEGIN CERTIFICATE-----")
        .endsWith("-----END CERTIFICATE-----")
        .allMatch(line -> line.length() <= 64);
    assertThat(credential.keyPem().lines())
        .startsWith("-----BEGIN PRIVATE KEY-----")
        .endsWith("-----END PRIVATE KEY-----");
  }

  @Test
  void theFirstCertificateOfAChainCounts() {
    // given
    String other = Authority.create(now).credential().certificatePem();

    // then
    assertThat(Pem.certificate(credential.certificatePem() + other))
        .isEqualTo(credential.certificate());
  }

  @Test
  void otherTextIsNoCertificate() {
    assertThatThrownBy(() -> Pem.certificate("hello")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Pem.certificate("")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aBrokenKeyIsRefusedAndNotQuoted() {
    // given
    String broken = credential.keyPem().replaceFirst("M", "SECRET");

    // then
    assertThatThrownBy(() -> Pem.credential(credential.certificatePem(), broken))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("SECRET")
        .hasNoCause();
  }

  @Test
  void aCredentialDoesNotPrintItsKey() {
    assertThat(credential.toString())
        .contains("CN=tenant-a")
        .doesNotContain(credential.keyPem().lines().toList().get(1));
  }
}
