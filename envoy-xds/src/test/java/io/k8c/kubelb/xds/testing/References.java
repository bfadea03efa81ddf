package io.k8c.kubelb.xds.testing;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.envoyproxy.envoy.config.core.v3.SocketAddress;
import io.envoyproxy.envoy.config.core.v3.TransportSocket;
import io.envoyproxy.envoy.config.listener.v3.Filter;
import io.envoyproxy.envoy.config.listener.v3.FilterChain;
import io.envoyproxy.envoy.config.listener.v3.Listener;
import io.envoyproxy.envoy.config.route.v3.Route;
import io.envoyproxy.envoy.config.route.v3.RouteConfiguration;
import io.envoyproxy.envoy.config.route.v3.WeightedCluster.ClusterWeight;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager;
import io.envoyproxy.envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy;
import io.envoyproxy.envoy.extensions.transport_sockets.quic.v3.QuicDownstreamTransport;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.CommonTlsContext;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.DownstreamTlsContext;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.SdsSecretConfig;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.UpstreamTlsContext;
import io.envoyproxy.envoy.service.discovery.v3.Resource;
import io.k8c.kubelb.xds.translate.ResourceType;
import io.k8c.kubelb.xds.translate.XdsResource.Key;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What resources name, read from what goes over the wire. */
final class References {
  private final Map<String, Set<Key>> byVersion = new HashMap<>();

  /** Names of a type that clusters and listeners ask for. */
  Set<String> named(
      ResourceType type, Collection<Resource> clusters, Collection<Resource> listeners) {
    Set<String> names = new TreeSet<>();
    for (Resource cluster : clusters) {
      if (type == ResourceType.ENDPOINT && isByEndpoints(cluster)) {
        names.add(cluster.getName());
      }
      names.addAll(names(type, ofCluster(cluster)));
    }
    listeners.forEach(listener -> names.addAll(names(type, ofListener(listener))));
    return names;
  }

  /** Whether any of these tables and listeners leads to a cluster. */
  boolean leads(Collection<Resource> tables, Collection<Resource> listeners, String cluster) {
    return tables.stream().anyMatch(table -> ofTable(table).contains(cluster))
        || listeners.stream()
            .anyMatch(listener -> ofListener(listener).contains(Key.cluster(cluster)));
  }

  /** Tables, certificates and clusters of a listener. */
  Set<Key> ofListener(Resource resource) {
    return byVersion.computeIfAbsent(resource.getVersion(), _ -> readListener(resource));
  }

  private static Set<Key> readListener(Resource resource) {
    Set<Key> keys = new HashSet<>();
    for (FilterChain chain : unpack(resource.getResource(), Listener.class).getFilterChainsList()) {
      if (chain.hasTransportSocket()) {
        keys.addAll(certificates(downstream(chain.getTransportSocket())));
      }
      for (Filter filter : chain.getFiltersList()) {
        Any config = filter.getTypedConfig();
        if (config.is(TcpProxy.class)) {
          keys.add(Key.cluster(unpack(config, TcpProxy.class).getCluster()));
        } else if (config.is(HttpConnectionManager.class)) {
          var rds = unpack(config, HttpConnectionManager.class).getRds();
          keys.add(new Key(ResourceType.ROUTE, rds.getRouteConfigName()));
        }
      }
    }
    return Set.copyOf(keys);
  }

  /** Certificates of a cluster. */
  Set<Key> ofCluster(Resource resource) {
    return byVersion.computeIfAbsent(resource.getVersion(), _ -> readCluster(resource));
  }

  private static Set<Key> readCluster(Resource resource) {
    Cluster cluster = unpack(resource.getResource(), Cluster.class);
    if (!cluster.hasTransportSocket()) {
      return Set.of();
    }
    Any socket = cluster.getTransportSocket().getTypedConfig();
    return certificates(unpack(socket, UpstreamTlsContext.class).getCommonTlsContext());
  }

  /** Clusters of a table. */
  static Set<String> ofTable(Resource resource) {
    return unpack(resource.getResource(), RouteConfiguration.class).getVirtualHostsList().stream()
        .flatMap(host -> host.getRoutesList().stream())
        .map(Route::getRoute)
        .flatMap(
            to ->
                Stream.concat(
                    Stream.of(to.getCluster()),
                    to.getWeightedClusters().getClustersList().stream()
                        .map(ClusterWeight::getName)))
        .filter(name -> !name.isEmpty())
        .collect(Collectors.toSet());
  }

  static boolean isByEndpoints(Resource cluster) {
    return unpack(cluster.getResource(), Cluster.class).getType() == Cluster.DiscoveryType.EDS;
  }

  static SocketAddress address(Resource listener) {
    return unpack(listener.getResource(), Listener.class).getAddress().getSocketAddress();
  }

  static Set<String> names(ResourceType type, Collection<Key> keys) {
    return keys.stream()
        .filter(key -> key.type() == type)
        .map(Key::name)
        .collect(Collectors.toSet());
  }

  private static CommonTlsContext downstream(TransportSocket socket) {
    Any config = socket.getTypedConfig();
    return (config.is(QuicDownstreamTransport.class)
            ? unpack(config, QuicDownstreamTransport.class).getDownstreamTlsContext()
            : unpack(config, DownstreamTlsContext.class))
        .getCommonTlsContext();
  }

  private static Set<Key> certificates(CommonTlsContext context) {
    return context.getTlsCertificateSdsSecretConfigsList().stream()
        .map(SdsSecretConfig::getName)
        .map(name -> new Key(ResourceType.SECRET, name))
        .collect(Collectors.toSet());
  }

  private static <T extends Message> T unpack(Any packed, Class<T> type) {
    try {
      return packed.unpack(type);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException(e);
    }
  }
}
