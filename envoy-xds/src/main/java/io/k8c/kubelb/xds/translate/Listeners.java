package io.k8c.kubelb.xds.translate;

import static io.k8c.kubelb.xds.translate.Messages.pack;

import com.github.xds.core.v3.TypedExtensionConfig;
import com.github.xds.type.matcher.v3.Matcher;
import com.google.protobuf.BoolValue;
import com.google.protobuf.UInt32Value;
import io.envoyproxy.envoy.config.core.v3.Address;
import io.envoyproxy.envoy.config.core.v3.SocketAddress;
import io.envoyproxy.envoy.config.core.v3.TrafficDirection;
import io.envoyproxy.envoy.config.core.v3.UdpSocketConfig;
import io.envoyproxy.envoy.config.listener.v3.FilterChain;
import io.envoyproxy.envoy.config.listener.v3.Listener;
import io.envoyproxy.envoy.config.listener.v3.ListenerFilter;
import io.envoyproxy.envoy.config.listener.v3.QuicProtocolOptions;
import io.envoyproxy.envoy.config.listener.v3.UdpListenerConfig;
import io.envoyproxy.envoy.extensions.filters.udp.udp_proxy.v3.Route;
import io.envoyproxy.envoy.extensions.filters.udp.udp_proxy.v3.UdpProxyConfig;
import io.k8c.kubelb.xds.model.Protocol;
import io.k8c.kubelb.xds.model.Traffic;
import io.k8c.kubelb.xds.model.Upstream;

/** Listeners of the model as Envoy listeners. */
final class Listeners {
  /** Endpoints that are tried for one connection or request. */
  static final int CONNECT_ATTEMPTS = 5;

  private static final int BUFFER_BYTES = 65_536;

  private Listeners() {}

  static Listener listener(io.k8c.kubelb.xds.model.Listener model) {
    Listener.Builder listener =
        Listener.newBuilder()
            .setName(model.name())
            .setAddress(anyAddress(model.protocol(), model.port()))
            // What a proxy drains when it ends: its probes are outbound and go on answering.
            .setTrafficDirection(TrafficDirection.INBOUND)
            .setPerConnectionBufferLimitBytes(UInt32Value.of(BUFFER_BYTES));
    switch (model.traffic()) {
      case Traffic.Tcp tcp ->
          listener.addFilterChains(
              FilterChain.newBuilder().addFilters(TcpProxies.to(model.name(), tcp.target())));
      case Traffic.Udp udp ->
          listener
              .setUdpListenerConfig(UdpListenerConfig.getDefaultInstance())
              .addListenerFilters(udpProxy(model.name(), udp));
      case Traffic.Chains chains -> {
        chains.chains().forEach(c -> listener.addFilterChains(FilterChains.chain(model.name(), c)));
        if (FilterChains.isTls(chains)) {
          listener.addListenerFilters(FilterChains.inspector());
        }
      }
      case Traffic.Quic quic -> {
        quic.chains().forEach(c -> listener.addFilterChains(FilterChains.quic(model.name(), c)));
        listener.setUdpListenerConfig(quic());
      }
    }
    return listener.build();
  }

  /** IPv6 and, on the same socket, IPv4. */
  private static Address anyAddress(Protocol protocol, int port) {
    return Address.newBuilder()
        .setSocketAddress(
            SocketAddress.newBuilder()
                .setProtocol(
                    switch (protocol) {
                      case TCP -> SocketAddress.Protocol.TCP;
                      case UDP -> SocketAddress.Protocol.UDP;
                    })
                .setAddress("::")
                .setIpv4Compat(true)
                .setPortValue(port))
        .build();
  }

  private static UdpListenerConfig quic() {
    return UdpListenerConfig.newBuilder()
        .setQuicOptions(QuicProtocolOptions.getDefaultInstance())
        .setDownstreamSocketConfig(UdpSocketConfig.newBuilder().setPreferGro(BoolValue.of(true)))
        .build();
  }

  private static ListenerFilter udpProxy(String name, Traffic.Udp udp) {
    Upstream upstream = udp.target();
    UdpProxyConfig.Builder proxy =
        UdpProxyConfig.newBuilder()
            .setStatPrefix(name)
            .setMatcher(always(upstream.name()))
            .addAllAccessLog(AccessLogs.datagrams(udp.accessLog()));
    if (upstream.persistence()) {
      proxy.addHashPolicies(UdpProxyConfig.HashPolicy.newBuilder().setSourceIp(true));
    }
    return ListenerFilter.newBuilder()
        .setName(Names.UDP_PROXY)
        .setTypedConfig(pack(proxy.build()))
        .build();
  }

  private static Matcher always(String cluster) {
    return Matcher.newBuilder()
        .setOnNoMatch(
            Matcher.OnMatch.newBuilder()
                .setAction(
                    TypedExtensionConfig.newBuilder()
                        .setName("route")
                        .setTypedConfig(pack(Route.newBuilder().setCluster(cluster).build()))))
        .build();
  }
}
