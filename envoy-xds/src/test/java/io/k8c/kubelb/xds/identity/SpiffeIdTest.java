package io.k8c.kubelb.xds.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.k8c.kubelb.xds.model.ProxyId;
import io.k8c.kubelb.xds.testing.Certificates;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpiffeIdTest {
  private final Instant now = Instant.now();
  private final Authority authority = Authority.create(now);

  @Test
  void aProxyIsReadFromItsCertificate() {
    // given
    ProxyId proxy = new ProxyId("tenant-a");

    // when
    Credential credential = authority.proxy(proxy, now, Duration.ofDays(1));

    // then
    assertThat(SpiffeId.proxy(credential.certificate())).contains(proxy);
  }

  @Test
  void aManagerIsNoProxy() {
    assertThat(SpiffeId.proxy(authority.manager(now, Duration.ofDays(1)).certificate())).isEmpty();
  }

  @Test
  void anAuthorityIsNoProxy() {
    assertThat(SpiffeId.proxy(authority.credential().certificate())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "spiffe://kubelb.k8c.io/proxy/",
        "spiffe://kubelb.k8c.io/proxy/tenant-a/",
        "spiffe://kubelb.k8c.io/proxy/tenant-a/x",
        "spiffe://kubelb.k8c.io/proxy/../manager",
        "spiffe://kubelb.k8c.io/proxy/Tenant-A",
        "spiffe://kubelb.k8c.io/proxy/tenant-a?x",
        "spiffe://elsewhere/proxy/tenant-a",
        "https://kubelb.k8c.io/proxy/tenant-a",
        "tenant-a"
      })
  void otherNamesAreNoProxies(String name) {
    // when
    Credential credential = Certificates.client(authority, List.of(name));

    // then
    assertThat(SpiffeId.proxy(credential.certificate())).isEmpty();
  }

  @Test
  void twoNamesAreNoProxy() {
    // when
    Credential credential =
        Certificates.client(
            authority, List.of("spiffe://kubelb.k8c.io/proxy/a", "spiffe://kubelb.k8c.io/proxy/b"));

    // then
    assertThat(SpiffeId.proxy(credential.certificate())).isEmpty();
  }
}
