package io.k8c.kubelb.xds.server;

import io.envoyproxy.controlplane.server.DiscoveryServerCallbacks;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryRequest;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryResponse;
import io.envoyproxy.envoy.service.discovery.v3.DiscoveryRequest;
import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContextBuilder;
import io.grpc.util.AdvancedTlsX509TrustManager;
import io.grpc.util.AdvancedTlsX509TrustManager.Verification;
import io.k8c.kubelb.xds.identity.Authority;
import io.k8c.kubelb.xds.identity.Credential;
import io.k8c.kubelb.xds.model.ProxyId;
import io.k8c.kubelb.xds.testing.DeltaClient;
import io.k8c.kubelb.xds.translate.Translator;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/** A server on loopback with its authority, and ways to connect to it. */
final class Hub implements AutoCloseable {
  static final ProxyId A = new ProxyId("tenant-a");
  static final ProxyId B = new ProxyId("tenant-b");
  static final Duration LIFE = Duration.ofDays(1);

  final Authority authority = Authority.create(Instant.now());
  final Map<String, Progress> progress = new ConcurrentHashMap<>();
  final AtomicBoolean synced = new AtomicBoolean(true);
  final Traffic traffic = new Traffic();
  final Proxies proxies =
      new Proxies(
          new Translator(), (proxy, source, now) -> progress.put(proxy + "/" + source, now));
  private final List<ManagedChannel> channels = new ArrayList<>();
  private final XdsServer server =
      new XdsServer(
          new InetSocketAddress("127.0.0.1", 0),
          authority,
          proxies,
          traffic,
          synced::get,
          Clock.systemUTC());

  /** A stream of this proxy on a connection of its own. */
  DeltaClient connect(ProxyId proxy) {
    return new DeltaClient(channel(proxy), proxy.name());
  }

  ManagedChannel channel(ProxyId proxy) {
    return channel(authority.proxy(proxy, Instant.now(), LIFE));
  }

  ManagedChannel channel(Credential credential) {
    return channel(Optional.of(credential));
  }

  ManagedChannel channelWithoutCertificate() {
    return channel(Optional.empty());
  }

  /** HTTP/2 without TLS. */
  ManagedChannel plainChannel() {
    return add(NettyChannelBuilder.forAddress("127.0.0.1", server.port()).usePlaintext());
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
      return add(
          NettyChannelBuilder.forAddress("127.0.0.1", server.port()).sslContext(ssl.build()));
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
    server.close();
  }

  /** Counts what the server told its callbacks, by stream. */
  static final class Traffic implements DiscoveryServerCallbacks {
    final Map<Long, Integer> responses = new ConcurrentHashMap<>();
    final Map<Long, Integer> requests = new ConcurrentHashMap<>();
    final Map<Long, Integer> closed = new ConcurrentHashMap<>();

    @Override
    public void onStreamClose(long stream, String type) {
      closed.merge(stream, 1, Integer::sum);
    }

    @Override
    public void onV3StreamRequest(long stream, DiscoveryRequest request) {
      throw new IllegalStateException("not served");
    }

    @Override
    public void onV3StreamDeltaRequest(long stream, DeltaDiscoveryRequest request) {
      requests.merge(stream, 1, Integer::sum);
    }

    @Override
    public void onV3StreamDeltaResponse(
        long stream, DeltaDiscoveryRequest request, DeltaDiscoveryResponse response) {
      responses.merge(stream, 1, Integer::sum);
    }
  }
}
