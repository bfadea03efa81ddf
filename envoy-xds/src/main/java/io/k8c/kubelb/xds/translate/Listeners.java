package io.k8c.kubelb.xds.translate;

import static io.k8c.kubelb.xds.translate.Messages.pack;

import com.github.xds.core.v3.TypedExtensionConfig;
import com.github.xds.type.matcher.v3.Matcher;
import com.google.protobuf.UInt32Value;
import io.envoyproxy.envoy.config.core.v3.Address;
import io.envoyproxy.envoy.config.core.v3.SocketAddress;
import io.envoyproxy.envoy.config.core.v3.TrafficDirection;
import io.envoyproxy.envoy.config.listener.v3.Filter;
import io.envoyproxy.envoy.config.listener.v3.FilterChain;
import io.envoyproxy.envoy.config.listener.v3.Listener;
import io.envoyproxy.envoy.config.listener.v3.ListenerFilter;
import io.envoyproxy.envoy.config.listener.v3.UdpListenerConfig;
import io.envoyproxy.envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy;
import io.envoyproxy.envoy.extensions.filters.udp.udp_proxy.v3.Route;
import io.envoyproxy.envoy.extensions.filters.udp.udp_proxy.v3.UdpProxyConfig;
import io.envoyproxy.envoy.type.v3.HashPolicy;
import io.k8c.kubelb.xds.model.Protocol;
import io.k8c.kubelb.xds.model.Traffic;
import io.k8c.kubelb.xds.model.Upstream;

/** Listeners of the model as Envoy listeners. */
final class Listeners {
  private static final int CONNECT_ATTEMPTS = 5;
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
              FilterChain.newBuilder().addFilters(tcpProxy(model.name(), tcp.target())));
      case Traffic.Udp udp ->
          listener
              .setUdpListenerConfig(UdpListenerConfig.getDefaultInstance())
              .addListenerFilters(udpProxy(model.name(), udp.target()));
      case Traffic.Chains _ -> throw new IllegalArgumentException("no chains yet");
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

  private static Filter tcpProxy(String name, Upstream upstream) {
    TcpProxy.Builder proxy =
        TcpProxy.newBuilder()
            .setStatPrefix(name)
            .setCluster(upstream.name())
            .setMaxConnectAttempts(UInt32Value.of(CONNECT_ATTEMPTS));
    if (upstream.persistence()) {
      proxy.addHashPolicy(
          HashPolicy.newBuilder().setSourceIp(HashPolicy.SourceIp.getDefaultInstance()));
    }
    return Filter.newBuilder().setName(Names.TCP_PROXY).setTypedConfig(pack(proxy.build())).build();
  }

  private static ListenerFilter udpProxy(String name, Upstream upstream) {
    UdpProxyConfig.Builder proxy =
        UdpProxyConfig.newBuilder().setStatPrefix(name).setMatcher(always(upstream.name()));
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
