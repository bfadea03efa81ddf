package io.k8c.kubelb.xds.translate;

import static io.k8c.kubelb.xds.translate.Messages.pack;

import io.envoyproxy.envoy.config.listener.v3.FilterChainMatch;
import io.envoyproxy.envoy.config.listener.v3.ListenerFilter;
import io.envoyproxy.envoy.extensions.filters.listener.tls_inspector.v3.TlsInspector;
import io.k8c.kubelb.xds.model.FilterChain;
import io.k8c.kubelb.xds.model.FilterChain.Target;
import io.k8c.kubelb.xds.model.Traffic;
import io.k8c.kubelb.xds.model.WeightedUpstream;
import io.k8c.kubelb.xds.translate.XdsResource.Key;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What becomes of the connections of a listener, by the server name that they ask for. */
final class FilterChains {
  private FilterChains() {}

  static io.envoyproxy.envoy.config.listener.v3.FilterChain chain(
      String listener, FilterChain model) {
    var chain = matching(model);
    boolean http = model.target() instanceof Target.Http;
    model.tls().ifPresent(tls -> chain.setTransportSocket(TlsContexts.downstream(tls, http)));
    switch (model.target()) {
      case Target.Http requests -> chain.addFilters(HttpConnections.filter(listener, requests));
      case Target.Tcp connections -> {
        if (!connections.sources().isAll()) {
          chain.addFilters(SourceRules.connections(listener, connections.sources()));
        }
        chain.addFilters(TcpProxies.to(listener, connections));
      }
    }
    return chain.build();
  }

  /** Of a listener for QUIC, which reads the server name itself. */
  static io.envoyproxy.envoy.config.listener.v3.FilterChain quic(
      String listener, FilterChain model) {
    var chain = matching(model);
    model.tls().ifPresent(tls -> chain.setTransportSocket(TlsContexts.quic(tls)));
    if (model.target() instanceof Target.Http requests) {
      chain.addFilters(HttpConnections.http3(listener, requests));
    }
    return chain.build();
  }

  private static io.envoyproxy.envoy.config.listener.v3.FilterChain.Builder matching(
      FilterChain model) {
    var chain =
        io.envoyproxy.envoy.config.listener.v3.FilterChain.newBuilder().setName(model.name());
    if (!model.serverNames().isEmpty()) {
      chain.setFilterChainMatch(
          FilterChainMatch.newBuilder().addAllServerNames(model.serverNames()));
    }
    return chain;
  }

  /** Also where one chain takes all, so that another one beside it changes no other setting. */
  static boolean isTls(Traffic.Chains chains) {
    return chains.chains().stream()
        .anyMatch(chain -> chain.tls().isPresent() || !chain.serverNames().isEmpty());
  }

  static ListenerFilter inspector() {
    return ListenerFilter.newBuilder()
        .setName(Names.TLS_INSPECTOR)
        .setTypedConfig(pack(TlsInspector.getDefaultInstance()))
        .build();
  }

  /** Tables and certificates, which the proxy asks for once it knows their names. */
  static Set<Key> requires(List<FilterChain> chains) {
    Set<Key> keys = new HashSet<>();
    for (FilterChain chain : chains) {
      if (chain.target() instanceof Target.Http http) {
        keys.add(new Key(ResourceType.ROUTE, http.table()));
      }
      chain.tls().stream()
          .flatMap(tls -> tls.certificates().stream())
          .forEach(name -> keys.add(new Key(ResourceType.SECRET, name)));
    }
    return keys;
  }

  /** Clusters that connections go to as a whole. */
  static Set<Key> mentions(List<FilterChain> chains) {
    Set<Key> keys = new HashSet<>();
    for (FilterChain chain : chains) {
      if (chain.target() instanceof Target.Tcp tcp) {
        TcpProxies.targets(tcp).stream()
            .map(WeightedUpstream::upstream)
            .forEach(name -> keys.add(Key.cluster(name)));
      }
    }
    return keys;
  }
}
