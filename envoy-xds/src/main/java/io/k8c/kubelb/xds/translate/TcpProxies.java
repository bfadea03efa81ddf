package io.k8c.kubelb.xds.translate;

import static io.k8c.kubelb.xds.translate.Messages.pack;

import com.google.protobuf.UInt32Value;
import io.envoyproxy.envoy.config.listener.v3.Filter;
import io.envoyproxy.envoy.extensions.filters.network.direct_response.v3.Config;
import io.envoyproxy.envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy;
import io.envoyproxy.envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy.WeightedCluster;
import io.envoyproxy.envoy.type.v3.HashPolicy;
import io.k8c.kubelb.xds.model.FilterChain.Target;
import io.k8c.kubelb.xds.model.Upstream;
import io.k8c.kubelb.xds.model.WeightedUpstream;
import java.util.List;

/** Connections that are passed on unread. */
final class TcpProxies {
  private TcpProxies() {}

  static Filter to(String name, Upstream upstream) {
    TcpProxy.Builder proxy = proxy(name).setCluster(upstream.name());
    if (upstream.persistence()) {
      proxy.addHashPolicy(
          HashPolicy.newBuilder().setSourceIp(HashPolicy.SourceIp.getDefaultInstance()));
    }
    return filter(proxy);
  }

  static Filter to(String name, Target.Tcp tcp) {
    List<WeightedUpstream> targets = targets(tcp);
    if (targets.isEmpty()) {
      return Filter.newBuilder()
          .setName(Names.DIRECT_RESPONSE)
          .setTypedConfig(pack(Config.getDefaultInstance()))
          .build();
    }
    TcpProxy.Builder proxy = proxy(name).addAllAccessLog(AccessLogs.connections(tcp.accessLog()));
    if (targets.size() == 1) {
      return filter(proxy.setCluster(targets.getFirst().upstream()));
    }
    WeightedCluster.Builder weighted = WeightedCluster.newBuilder();
    targets.forEach(
        target ->
            weighted.addClusters(
                WeightedCluster.ClusterWeight.newBuilder()
                    .setName(target.upstream())
                    .setWeight(target.weight())));
    return filter(proxy.setWeightedClusters(weighted));
  }

  /** Upstreams that get a share of the connections. */
  static List<WeightedUpstream> targets(Target.Tcp tcp) {
    return tcp.upstreams().stream().filter(target -> target.weight() > 0).toList();
  }

  private static TcpProxy.Builder proxy(String name) {
    return TcpProxy.newBuilder()
        .setStatPrefix(name)
        .setMaxConnectAttempts(UInt32Value.of(Listeners.CONNECT_ATTEMPTS));
  }

  private static Filter filter(TcpProxy.Builder proxy) {
    return Filter.newBuilder().setName(Names.TCP_PROXY).setTypedConfig(pack(proxy.build())).build();
  }
}
