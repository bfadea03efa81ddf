package io.k8c.kubelb.xds.translate;

import static io.k8c.kubelb.xds.translate.Messages.duration;
import static io.k8c.kubelb.xds.translate.Messages.pack;

import com.google.protobuf.BoolValue;
import com.google.protobuf.UInt32Value;
import com.google.protobuf.UInt64Value;
import io.envoyproxy.envoy.config.cluster.v3.CircuitBreakers;
import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.envoyproxy.envoy.config.cluster.v3.Cluster.CommonLbConfig;
import io.envoyproxy.envoy.config.cluster.v3.Cluster.CustomClusterType;
import io.envoyproxy.envoy.config.cluster.v3.Cluster.DiscoveryType;
import io.envoyproxy.envoy.config.cluster.v3.Cluster.EdsClusterConfig;
import io.envoyproxy.envoy.config.cluster.v3.Cluster.LbPolicy;
import io.envoyproxy.envoy.config.cluster.v3.Cluster.MaglevLbConfig;
import io.envoyproxy.envoy.config.cluster.v3.OutlierDetection;
import io.envoyproxy.envoy.config.core.v3.HealthCheck.TcpHealthCheck;
import io.envoyproxy.envoy.config.core.v3.Http1ProtocolOptions;
import io.envoyproxy.envoy.config.core.v3.Http2ProtocolOptions;
import io.envoyproxy.envoy.config.core.v3.ProxyProtocolConfig;
import io.envoyproxy.envoy.config.core.v3.TransportSocket;
import io.envoyproxy.envoy.extensions.clusters.common.dns.v3.DnsLookupFamily;
import io.envoyproxy.envoy.extensions.clusters.dns.v3.DnsCluster;
import io.envoyproxy.envoy.extensions.transport_sockets.proxy_protocol.v3.ProxyProtocolUpstreamTransport;
import io.envoyproxy.envoy.extensions.transport_sockets.raw_buffer.v3.RawBuffer;
import io.envoyproxy.envoy.extensions.upstreams.http.v3.HttpProtocolOptions;
import io.envoyproxy.envoy.extensions.upstreams.http.v3.HttpProtocolOptions.ExplicitHttpConfig;
import io.envoyproxy.envoy.type.v3.Percent;
import io.k8c.kubelb.xds.model.Dialect;
import io.k8c.kubelb.xds.model.HealthCheck;
import io.k8c.kubelb.xds.model.Upstream;
import java.time.Duration;

/** Upstreams as Envoy clusters. */
final class Clusters {
  /** With three attempts a dead node costs a client at most this long, twice. */
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(1);

  private static final Duration CHECK_TIMEOUT = Duration.ofSeconds(2);
  private static final Duration EJECTION = Duration.ofSeconds(10);
  private static final Duration NAME_REFRESH = Duration.ofSeconds(30);
  private static final int CONNECTIONS = 1_000_000;
  private static final int STREAM_WINDOW = 65_536;
  private static final int CONNECTION_WINDOW = 1_048_576;

  /** A prime, as Maglev needs; the default of 65537 costs half a megabyte for each cluster. */
  private static final int MAGLEV_TABLE = 4093;

  private Clusters() {}

  static Cluster cluster(Upstream upstream) {
    Cluster.Builder cluster =
        Cluster.newBuilder()
            .setName(upstream.name())
            .setConnectTimeout(duration(upstream.connectTimeout().orElse(CONNECT_TIMEOUT)))
            .setCommonLbConfig(failsOpen())
            // A host that left EDS must not live on because its checks still pass.
            .setIgnoreHealthOnHostRemoval(true)
            .setOutlierDetection(ejectsDeadHosts())
            .setCircuitBreakers(wide());
    if (upstream.named()) {
      cluster.setClusterType(resolved()).setLoadAssignment(Endpoints.assignment(upstream));
    } else {
      cluster
          .setType(DiscoveryType.EDS)
          .setEdsClusterConfig(EdsClusterConfig.newBuilder().setEdsConfig(ConfigSources.ads()));
    }
    if (upstream.persistence()) {
      cluster
          .setLbPolicy(LbPolicy.MAGLEV)
          .setMaglevLbConfig(
              MaglevLbConfig.newBuilder().setTableSize(UInt64Value.of(MAGLEV_TABLE)));
    }
    if (upstream.dialect() == Dialect.HTTP2
        || upstream.responseHeaderKilobytes() != Upstream.RESPONSE_HEADER_KILOBYTES) {
      cluster.putTypedExtensionProtocolOptions(Names.HTTP_OPTIONS, pack(http(upstream)));
    }
    if (upstream.proxyProtocol()) {
      cluster.setTransportSocket(proxyProtocol(socket(upstream)));
    } else if (upstream.tls().isPresent()) {
      cluster.setTransportSocket(socket(upstream));
    }
    upstream.healthCheck().ifPresent(check -> cluster.addHealthChecks(connects(check)));
    return cluster.build();
  }

  private static CustomClusterType resolved() {
    return CustomClusterType.newBuilder()
        .setName(Names.DNS_CLUSTER)
        .setTypedConfig(
            pack(
                DnsCluster.newBuilder()
                    .setDnsRefreshRate(duration(NAME_REFRESH))
                    .setRespectDnsTtl(true)
                    .setDnsLookupFamily(DnsLookupFamily.ALL)
                    .build()))
        .build();
  }

  /**
   * Dead hosts get no traffic, unless all seem dead: then the checks are wrong or too old, as the
   * first one is that comes before a node has programmed its node port.
   */
  private static CommonLbConfig failsOpen() {
    return CommonLbConfig.newBuilder()
        .setHealthyPanicThreshold(Percent.newBuilder().setValue(1))
        .build();
  }

  /** Two failed connects take a host out until a check passes, but never more than half of all. */
  private static OutlierDetection ejectsDeadHosts() {
    return OutlierDetection.newBuilder()
        .setSplitExternalLocalOriginErrors(true)
        .setConsecutiveLocalOriginFailure(UInt32Value.of(2))
        .setEnforcingConsecutiveLocalOriginFailure(UInt32Value.of(100))
        .setEnforcingLocalOriginSuccessRate(UInt32Value.of(0))
        .setEnforcingConsecutive5Xx(UInt32Value.of(0))
        .setEnforcingConsecutiveGatewayFailure(UInt32Value.of(0))
        .setEnforcingSuccessRate(UInt32Value.of(0))
        .setInterval(duration(Duration.ofSeconds(1)))
        .setBaseEjectionTime(duration(EJECTION))
        .setMaxEjectionTime(duration(EJECTION))
        .setMaxEjectionPercent(UInt32Value.of(50))
        .build();
  }

  /** Envoy's default of 1024 connections would refuse clients without a word. */
  private static CircuitBreakers wide() {
    return CircuitBreakers.newBuilder()
        .addThresholds(
            CircuitBreakers.Thresholds.newBuilder()
                .setMaxConnections(UInt32Value.of(CONNECTIONS))
                .setMaxPendingRequests(UInt32Value.of(CONNECTIONS))
                .setMaxRequests(UInt32Value.of(CONNECTIONS))
                .setMaxRetries(UInt32Value.of(CONNECTIONS)))
        .build();
  }

  private static io.envoyproxy.envoy.config.core.v3.HealthCheck connects(HealthCheck check) {
    return io.envoyproxy.envoy.config.core.v3.HealthCheck.newBuilder()
        .setTimeout(duration(CHECK_TIMEOUT))
        .setInterval(duration(check.interval()))
        .setNoTrafficInterval(duration(check.interval()))
        .setIntervalJitterPercent(20)
        .setUnhealthyThreshold(UInt32Value.of(2))
        .setHealthyThreshold(UInt32Value.of(1))
        .setReuseConnection(BoolValue.of(false))
        .setTcpHealthCheck(TcpHealthCheck.getDefaultInstance())
        .build();
  }

  private static HttpProtocolOptions http(Upstream upstream) {
    ExplicitHttpConfig.Builder version = ExplicitHttpConfig.newBuilder();
    switch (upstream.dialect()) {
      case HTTP1 -> version.setHttpProtocolOptions(Http1ProtocolOptions.getDefaultInstance());
      case HTTP2 -> version.setHttp2ProtocolOptions(http2());
    }
    HttpProtocolOptions.Builder options =
        HttpProtocolOptions.newBuilder().setExplicitHttpConfig(version);
    if (upstream.responseHeaderKilobytes() != Upstream.RESPONSE_HEADER_KILOBYTES) {
      options.setCommonHttpProtocolOptions(
          io.envoyproxy.envoy.config.core.v3.HttpProtocolOptions.newBuilder()
              .setMaxResponseHeadersKb(UInt32Value.of(upstream.responseHeaderKilobytes())));
    }
    return options.build();
  }

  /** Windows as in Envoy's guide for proxies at the edge. */
  private static Http2ProtocolOptions http2() {
    return Http2ProtocolOptions.newBuilder()
        .setInitialStreamWindowSize(UInt32Value.of(STREAM_WINDOW))
        .setInitialConnectionWindowSize(UInt32Value.of(CONNECTION_WINDOW))
        .build();
  }

  private static TransportSocket socket(Upstream upstream) {
    return upstream
        .tls()
        .map(tls -> TlsContexts.upstream(tls, upstream.dialect()))
        .orElseGet(
            () ->
                TransportSocket.newBuilder()
                    .setName(Names.RAW_BUFFER)
                    .setTypedConfig(pack(RawBuffer.getDefaultInstance()))
                    .build());
  }

  private static TransportSocket proxyProtocol(TransportSocket inner) {
    return TransportSocket.newBuilder()
        .setName(Names.PROXY_PROTOCOL)
        .setTypedConfig(
            pack(
                ProxyProtocolUpstreamTransport.newBuilder()
                    .setConfig(
                        ProxyProtocolConfig.newBuilder().setVersion(ProxyProtocolConfig.Version.V2))
                    .setTransportSocket(inner)
                    .build()))
        .build();
  }
}
