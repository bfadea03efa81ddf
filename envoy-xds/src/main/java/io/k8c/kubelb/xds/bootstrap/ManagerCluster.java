package io.k8c.kubelb.xds.bootstrap;

import com.google.protobuf.Any;
import com.google.protobuf.Duration;
import com.google.protobuf.UInt32Value;
import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.envoyproxy.envoy.config.cluster.v3.UpstreamConnectionOptions;
import io.envoyproxy.envoy.config.core.v3.Address;
import io.envoyproxy.envoy.config.core.v3.ApiVersion;
import io.envoyproxy.envoy.config.core.v3.ConfigSource;
import io.envoyproxy.envoy.config.core.v3.Http2ProtocolOptions;
import io.envoyproxy.envoy.config.core.v3.KeepaliveSettings;
import io.envoyproxy.envoy.config.core.v3.PathConfigSource;
import io.envoyproxy.envoy.config.core.v3.SocketAddress;
import io.envoyproxy.envoy.config.core.v3.TcpKeepalive;
import io.envoyproxy.envoy.config.core.v3.TransportSocket;
import io.envoyproxy.envoy.config.core.v3.WatchedDirectory;
import io.envoyproxy.envoy.config.endpoint.v3.ClusterLoadAssignment;
import io.envoyproxy.envoy.config.endpoint.v3.Endpoint;
import io.envoyproxy.envoy.config.endpoint.v3.LbEndpoint;
import io.envoyproxy.envoy.config.endpoint.v3.LocalityLbEndpoints;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.CertificateValidationContext;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.CommonTlsContext;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.SdsSecretConfig;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.Secret;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.SubjectAltNameMatcher;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.TlsCertificate;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.TlsParameters;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.UpstreamTlsContext;
import io.envoyproxy.envoy.extensions.upstreams.http.v3.HttpProtocolOptions;
import io.envoyproxy.envoy.service.discovery.v3.DiscoveryResponse;
import io.envoyproxy.envoy.type.matcher.v3.StringMatcher;
import io.k8c.kubelb.xds.identity.SpiffeId;

/**
 * The way from a proxy to the managers: mutual TLS, with certificates that are replaced on disk.
 */
final class ManagerCluster {
  static final String NAME = "manager";
  static final String CERTIFICATE_FILE = "sds-certificate.json";
  static final String AUTHORITY_FILE = "sds-authority.json";
  private static final String CERTIFICATE = "certificate";
  private static final String AUTHORITY = "authority";

  private ManagerCluster() {}

  static Cluster cluster(BootstrapOptions options) {
    return Cluster.newBuilder()
        .setName(NAME)
        .setType(Cluster.DiscoveryType.STRICT_DNS)
        .setConnectTimeout(seconds(5))
        .setLoadAssignment(
            ClusterLoadAssignment.newBuilder()
                .setClusterName(NAME)
                .addEndpoints(
                    LocalityLbEndpoints.newBuilder()
                        .addLbEndpoints(
                            LbEndpoint.newBuilder()
                                .setEndpoint(Endpoint.newBuilder().setAddress(address(options))))))
        .putTypedExtensionProtocolOptions(
            "envoy.extensions.upstreams.http.v3.HttpProtocolOptions", Any.pack(http2()))
        .setUpstreamConnectionOptions(
            UpstreamConnectionOptions.newBuilder()
                .setTcpKeepalive(
                    TcpKeepalive.newBuilder()
                        .setKeepaliveTime(UInt32Value.of(30))
                        .setKeepaliveInterval(UInt32Value.of(5))
                        .setKeepaliveProbes(UInt32Value.of(3))))
        .setTransportSocket(
            TransportSocket.newBuilder()
                .setName("envoy.transport_sockets.tls")
                .setTypedConfig(Any.pack(tls(options))))
        .build();
  }

  private static Address address(BootstrapOptions options) {
    return Address.newBuilder()
        .setSocketAddress(
            SocketAddress.newBuilder()
                .setAddress(options.managerHost())
                .setPortValue(options.managerPort()))
        .build();
  }

  /** Notices within 20 s that the link is dead although nobody said so. */
  private static HttpProtocolOptions http2() {
    return HttpProtocolOptions.newBuilder()
        .setExplicitHttpConfig(
            HttpProtocolOptions.ExplicitHttpConfig.newBuilder()
                .setHttp2ProtocolOptions(
                    Http2ProtocolOptions.newBuilder()
                        .setConnectionKeepalive(
                            KeepaliveSettings.newBuilder()
                                .setInterval(seconds(15))
                                .setTimeout(seconds(5)))))
        .build();
  }

  private static UpstreamTlsContext tls(BootstrapOptions options) {
    String folder = options.configuration() + "/";
    return UpstreamTlsContext.newBuilder()
        .setCommonTlsContext(
            CommonTlsContext.newBuilder()
                .setTlsParams(
                    TlsParameters.newBuilder()
                        .setTlsMinimumProtocolVersion(TlsParameters.TlsProtocol.TLSv1_3)
                        .setTlsMaximumProtocolVersion(TlsParameters.TlsProtocol.TLSv1_3))
                .addAlpnProtocols("h2")
                .addTlsCertificateSdsSecretConfigs(file(CERTIFICATE, folder + CERTIFICATE_FILE))
                .setValidationContextSdsSecretConfig(file(AUTHORITY, folder + AUTHORITY_FILE)))
        .build();
  }

  private static SdsSecretConfig file(String name, String path) {
    return SdsSecretConfig.newBuilder()
        .setName(name)
        .setSdsConfig(
            ConfigSource.newBuilder()
                .setResourceApiVersion(ApiVersion.V3)
                .setPathConfigSource(PathConfigSource.newBuilder().setPath(path)))
        .build();
  }

  static DiscoveryResponse certificate(BootstrapOptions options) {
    String folder = options.certificates();
    return secret(
        Secret.newBuilder()
            .setName(CERTIFICATE)
            .setTlsCertificate(
                TlsCertificate.newBuilder()
                    .setCertificateChain(BootstrapFiles.file(folder + "/tls.crt"))
                    .setPrivateKey(BootstrapFiles.file(folder + "/tls.key"))
                    .setWatchedDirectory(WatchedDirectory.newBuilder().setPath(folder)))
            .build());
  }

  static DiscoveryResponse authority(BootstrapOptions options) {
    String folder = options.certificates();
    return secret(
        Secret.newBuilder()
            .setName(AUTHORITY)
            .setValidationContext(
                CertificateValidationContext.newBuilder()
                    .setTrustedCa(BootstrapFiles.file(folder + "/ca.crt"))
                    .setWatchedDirectory(WatchedDirectory.newBuilder().setPath(folder))
                    .addMatchTypedSubjectAltNames(
                        SubjectAltNameMatcher.newBuilder()
                            .setSanType(SubjectAltNameMatcher.SanType.URI)
                            .setMatcher(StringMatcher.newBuilder().setExact(SpiffeId.MANAGER))))
            .build());
  }

  private static DiscoveryResponse secret(Secret secret) {
    return DiscoveryResponse.newBuilder().addResources(Any.pack(secret)).build();
  }

  private static Duration seconds(int seconds) {
    return Duration.newBuilder().setSeconds(seconds).build();
  }
}
