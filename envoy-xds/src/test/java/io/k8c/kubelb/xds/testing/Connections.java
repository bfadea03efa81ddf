package io.k8c.kubelb.xds.testing;

import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContextBuilder;
import io.grpc.util.AdvancedTlsX509TrustManager;
import io.grpc.util.AdvancedTlsX509TrustManager.Verification;
import io.k8c.kubelb.xds.identity.Authority;
import io.k8c.kubelb.xds.identity.Credential;
import io.k8c.kubelb.xds.model.ProxyId;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Connections to an xDS server on loopback, as proxies make them and as strangers might. */
public final class Connections implements AutoCloseable {
  private static final Duration CERTIFICATE_LIFE = Duration.ofDays(1);

  private final Authority authority;
  private final int port;
  private final List<ManagedChannel> channels = new ArrayList<>();

  /**
   * @param authority that the server and its proxies are certified by
   */
  public Connections(Authority authority, int port) {
    this.authority = authority;
    this.port = port;
  }

  /** A stream of this proxy on a connection of its own. */
  public DeltaClient connect(ProxyId proxy) {
    return new DeltaClient(channel(proxy), proxy.name());
  }

  public ManagedChannel channel(ProxyId proxy) {
    return channel(authority.proxy(proxy, Instant.now(), CERTIFICATE_LIFE));
  }

  public ManagedChannel channel(Credential credential) {
    return channel(Optional.of(credential));
  }

  public ManagedChannel channelWithoutCertificate() {
    return channel(Optional.empty());
  }

  /** HTTP/2 without TLS. */
  public ManagedChannel plainChannel() {
    return add(NettyChannelBuilder.forAddress("127.0.0.1", port).usePlaintext());
  }

  private ManagedChannel channel(Optional<Credential> credential) {
    try {
      // The certificate names no host; Envoy compares its SPIFFE name instead.
      var trust =
          AdvancedTlsX509TrustManager.newBuilder()
              .setVerification(Verification.CERTIFICATE_ONLY_VERIFICATION)
              .build();
      trust.updateTrustCredentials(new X509Certificate[] {authority.credential().certificate()});
      SslContextBuilder ssl = GrpcSslContexts.forClient().trustManager(trust);
      credential.ifPresent(own -> ssl.keyManager(own.key(), own.certificate()));
      return add(NettyChannelBuilder.forAddress("127.0.0.1", port).sslContext(ssl.build()));
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private ManagedChannel add(NettyChannelBuilder builder) {
    ManagedChannel channel = builder.build();
    channels.add(channel);
    return channel;
  }

  @Override
  public void close() {
    channels.forEach(ManagedChannel::shutdownNow);
  }
}
