package io.k8c.kubelb.xds.translate;

import io.envoyproxy.envoy.config.core.v3.DataSource;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.SdsSecretConfig;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.Secret;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.TlsCertificate;
import io.k8c.kubelb.xds.model.Certificate;

/** Certificates, which are replaced without a word to those who show them. */
final class Secrets {
  private Secrets() {}

  static Secret secret(Certificate certificate) {
    return Secret.newBuilder()
        .setName(certificate.name())
        .setTlsCertificate(
            TlsCertificate.newBuilder()
                .setCertificateChain(inline(certificate.chainPem()))
                .setPrivateKey(inline(certificate.keyPem())))
        .build();
  }

  static SdsSecretConfig reference(String name) {
    return SdsSecretConfig.newBuilder()
        .setName(name)
        .setSdsConfig(ConfigSources.patientAds())
        .build();
  }

  static DataSource inline(String text) {
    return DataSource.newBuilder().setInlineString(text).build();
  }
}
