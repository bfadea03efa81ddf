package io.k8c.kubelb.xds.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.k8c.kubelb.xds.model.ProxyId;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Test;

class AuthorityTest {
  private static final ProxyId PROXY = new ProxyId("tenant-a");
  private static final Duration DAY = Duration.ofDays(1);

  private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
  private final Authority authority = Authority.create(now);
  private final X509Certificate trusted = authority.credential().certificate();

  @Test
  void whatItMakesIsSignedByIt() {
    for (Credential made : List.of(authority.proxy(PROXY, now, DAY), authority.manager(now, DAY))) {
      assertThatCode(() -> made.certificate().verify(trusted.getPublicKey()))
          .doesNotThrowAnyException();
      assertThat(made.certificate().getIssuerX500Principal())
          .isEqualTo(trusted.getSubjectX500Principal());
    }
  }

  @Test
  void twoAuthoritiesDoNotTrustEachOther() {
    // given
    Authority other = Authority.create(now);

    // when
    X509Certificate foreign = other.proxy(PROXY, now, DAY).certificate();

    // then
    assertThatThrownBy(() -> foreign.verify(trusted.getPublicKey()))
        .isInstanceOf(GeneralSecurityException.class);
  }

  @Test
  void storedAndReadAgainItIsTheSameAuthority() {
    // given
    Credential stored = authority.credential();

    // when
    Authority read = new Authority(Pem.credential(stored.certificatePem(), stored.keyPem()));

    // then
    X509Certificate made = read.proxy(PROXY, now, DAY).certificate();
    assertThatCode(() -> made.verify(trusted.getPublicKey())).doesNotThrowAnyException();
  }

  @Test
  void proxiesAreClientsAndManagersAreServers() throws Exception {
    assertThat(authority.proxy(PROXY, now, DAY).certificate().getExtendedKeyUsage())
        .containsExactly("1.3.6.1.5.5.7.3.2");
    assertThat(authority.manager(now, DAY).certificate().getExtendedKeyUsage())
        .containsExactly("1.3.6.1.5.5.7.3.1");
  }

  @Test
  void onlyTheAuthorityMaySign() {
    assertThat(trusted.getBasicConstraints()).isNotNegative();
    assertThat(authority.proxy(PROXY, now, DAY).certificate().getBasicConstraints()).isNegative();
    assertThat(authority.manager(now, DAY).certificate().getBasicConstraints()).isNegative();
  }

  @Test
  void noTwoCredentialsShareAKey() {
    assertThat(authority.proxy(PROXY, now, DAY).key())
        .isNotEqualTo(authority.proxy(PROXY, now, DAY).key());
  }

  @Test
  void clocksMayDifferAFewMinutes() {
    assertThat(authority.proxy(PROXY, now, DAY).certificate().getNotBefore().toInstant())
        .isEqualTo(now.minus(Duration.ofMinutes(5)));
  }

  @Test
  void aCredentialAgesWhenAThirdOfItsLifeIsLeft() {
    // when
    Credential credential = authority.proxy(PROXY, now, Duration.ofDays(3));

    // then
    assertThat(credential.isAgeing(now)).isFalse();
    assertThat(credential.isAgeing(now.plus(Duration.ofDays(2)).minus(Duration.ofMinutes(10))))
        .isFalse();
    assertThat(credential.isAgeing(now.plus(Duration.ofDays(2)))).isTrue();
    assertThat(credential.isAgeing(now.plus(Duration.ofDays(4)))).isTrue();
  }

  @Test
  void theAuthorityOutlivesWhatItMakes() {
    // given
    Instant inYears = now.plus(Duration.ofDays(365 * 6));

    // then
    assertThat(authority.credential().isAgeing(inYears)).isFalse();
  }
}
