package io.k8c.kubelb.xds.translate;

import static io.k8c.kubelb.xds.translate.Messages.pack;

import com.google.protobuf.BoolValue;
import com.google.protobuf.Message;
import io.envoyproxy.envoy.config.core.v3.DataSource;
import io.envoyproxy.envoy.config.core.v3.TransportSocket;
import io.envoyproxy.envoy.extensions.transport_sockets.quic.v3.QuicDownstreamTransport;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.CertificateValidationContext;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.CertificateValidationContext.TrustChainVerification;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.CommonTlsContext;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.DownstreamTlsContext;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.SubjectAltNameMatcher;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.SubjectAltNameMatcher.SanType;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.TlsParameters;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.TlsParameters.TlsProtocol;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.UpstreamTlsContext;
import io.envoyproxy.envoy.type.matcher.v3.StringMatcher;
import io.k8c.kubelb.xds.model.Dialect;
import io.k8c.kubelb.xds.model.TlsTermination;
import io.k8c.kubelb.xds.model.TlsTermination.ClientValidation;
import io.k8c.kubelb.xds.model.UpstreamTls;
import io.k8c.kubelb.xds.model.UpstreamTls.Subject;
import java.util.List;

/** TLS on both sides of the proxy. */
final class TlsContexts {
  /** Where Envoy's images, as most systems, have them; it knows no other way to name them. */
  private static final String SYSTEM_AUTHORITIES = "/etc/ssl/certs/ca-certificates.crt";

  private static final List<String> HTTP = List.of("h2", "http/1.1");

  private TlsContexts() {}

  /**
   * Towards clients.
   *
   * @param http whether clients may choose between the versions of HTTP
   */
  static TransportSocket downstream(TlsTermination tls, boolean http) {
    CommonTlsContext.Builder common = showing(tls).setTlsParams(parameters());
    if (http) {
      common.addAllAlpnProtocols(HTTP);
    }
    DownstreamTlsContext.Builder context = DownstreamTlsContext.newBuilder();
    tls.clients()
        .ifPresent(
            clients -> {
              common.setValidationContext(validation(clients));
              context.setRequireClientCertificate(BoolValue.of(!clients.optional()));
            });
    return socket(context.setCommonTlsContext(common).build());
  }

  /**
   * Towards clients that speak HTTP/3. QUIC is TLS 1.3 and names its protocol itself. Requests
   * before the end of the handshake could be somebody's who repeats them, and stay out.
   */
  static TransportSocket quic(TlsTermination tls) {
    CommonTlsContext.Builder common =
        showing(tls)
            .setTlsParams(
                parameters().toBuilder().setTlsMinimumProtocolVersion(TlsProtocol.TLSv1_3));
    return socket(
        Names.QUIC,
        QuicDownstreamTransport.newBuilder()
            .setDownstreamTlsContext(DownstreamTlsContext.newBuilder().setCommonTlsContext(common))
            .setEnableEarlyData(BoolValue.of(false))
            .build());
  }

  private static CommonTlsContext.Builder showing(TlsTermination tls) {
    CommonTlsContext.Builder common = CommonTlsContext.newBuilder();
    tls.certificates()
        .forEach(name -> common.addTlsCertificateSdsSecretConfigs(Secrets.reference(name)));
    return common;
  }

  private static CertificateValidationContext validation(ClientValidation clients) {
    return CertificateValidationContext.newBuilder()
        .setTrustedCa(Secrets.inline(clients.authorities()))
        .setTrustChainVerification(
            clients.optional()
                ? TrustChainVerification.ACCEPT_UNTRUSTED
                : TrustChainVerification.VERIFY_TRUST_CHAIN)
        .build();
  }

  /** Towards endpoints. */
  static TransportSocket upstream(UpstreamTls tls, Dialect dialect) {
    CommonTlsContext.Builder common = CommonTlsContext.newBuilder().setTlsParams(parameters());
    if (tls.verified()) {
      common.setValidationContext(validation(tls));
    }
    if (dialect == Dialect.HTTP2) {
      common.addAlpnProtocols("h2");
    }
    tls.certificate()
        .ifPresent(name -> common.addTlsCertificateSdsSecretConfigs(Secrets.reference(name)));
    return socket(
        UpstreamTlsContext.newBuilder().setSni(tls.hostname()).setCommonTlsContext(common).build());
  }

  private static CertificateValidationContext validation(UpstreamTls tls) {
    CertificateValidationContext.Builder validation = CertificateValidationContext.newBuilder();
    tls.authorities()
        .ifPresentOrElse(
            pem -> validation.setTrustedCa(Secrets.inline(pem)),
            () -> validation.setTrustedCa(DataSource.newBuilder().setFilename(SYSTEM_AUTHORITIES)));
    List<Subject> subjects =
        tls.subjects().isEmpty() ? List.of(new Subject.Dns(tls.hostname())) : tls.subjects();
    subjects.forEach(subject -> validation.addMatchTypedSubjectAltNames(name(subject)));
    return validation.build();
  }

  private static SubjectAltNameMatcher name(Subject subject) {
    StringMatcher.Builder text = StringMatcher.newBuilder();
    return switch (subject) {
      case Subject.Uri uri -> name(SanType.URI, text.setExact(uri.uri()));
      case Subject.Dns(String name) when name.startsWith("*.") ->
          name(
              SanType.DNS,
              text.setSafeRegex(Matches.regex("[^.]+" + Paths.quote(name.substring(1)))));
      case Subject.Dns(String name) -> name(SanType.DNS, text.setExact(name));
    };
  }

  private static SubjectAltNameMatcher name(SanType type, StringMatcher.Builder text) {
    return SubjectAltNameMatcher.newBuilder().setSanType(type).setMatcher(text).build();
  }

  private static TlsParameters parameters() {
    return TlsParameters.newBuilder()
        .setTlsMinimumProtocolVersion(TlsProtocol.TLSv1_2)
        .setTlsMaximumProtocolVersion(TlsProtocol.TLSv1_3)
        .build();
  }

  private static TransportSocket socket(Message context) {
    return socket(Names.TLS, context);
  }

  private static TransportSocket socket(String name, Message context) {
    return TransportSocket.newBuilder().setName(name).setTypedConfig(pack(context)).build();
  }
}
