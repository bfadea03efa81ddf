package io.k8c.kubelb.xds.bootstrap;

import com.google.protobuf.Duration;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import com.google.protobuf.util.JsonFormat;
import com.google.protobuf.util.JsonFormat.TypeRegistry;
import io.envoyproxy.envoy.config.bootstrap.v3.Admin;
import io.envoyproxy.envoy.config.bootstrap.v3.Bootstrap;
import io.envoyproxy.envoy.config.bootstrap.v3.Bootstrap.DynamicResources;
import io.envoyproxy.envoy.config.bootstrap.v3.Bootstrap.StaticResources;
import io.envoyproxy.envoy.config.bootstrap.v3.LayeredRuntime;
import io.envoyproxy.envoy.config.bootstrap.v3.RuntimeLayer;
import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.envoyproxy.envoy.config.core.v3.Address;
import io.envoyproxy.envoy.config.core.v3.AggregatedConfigSource;
import io.envoyproxy.envoy.config.core.v3.ApiConfigSource;
import io.envoyproxy.envoy.config.core.v3.ApiConfigSource.ApiType;
import io.envoyproxy.envoy.config.core.v3.ApiVersion;
import io.envoyproxy.envoy.config.core.v3.BackoffStrategy;
import io.envoyproxy.envoy.config.core.v3.ConfigSource;
import io.envoyproxy.envoy.config.core.v3.DataSource;
import io.envoyproxy.envoy.config.core.v3.GrpcService;
import io.envoyproxy.envoy.config.core.v3.Pipe;
import io.envoyproxy.envoy.config.core.v3.RetryPolicy;
import io.envoyproxy.envoy.config.core.v3.SocketAddress;
import io.envoyproxy.envoy.config.endpoint.v3.ClusterLoadAssignment;
import io.envoyproxy.envoy.config.endpoint.v3.Endpoint;
import io.envoyproxy.envoy.config.endpoint.v3.LbEndpoint;
import io.envoyproxy.envoy.config.endpoint.v3.LocalityLbEndpoints;
import io.envoyproxy.envoy.extensions.filters.http.fault.v3.HTTPFault;
import io.envoyproxy.envoy.extensions.filters.http.lua.v3.Lua;
import io.envoyproxy.envoy.extensions.filters.http.router.v3.Router;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager;
import io.envoyproxy.envoy.extensions.resource_monitors.downstream_connections.v3.DownstreamConnectionsConfig;
import io.envoyproxy.envoy.extensions.resource_monitors.fixed_heap.v3.FixedHeapConfig;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.Secret;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.UpstreamTlsContext;
import io.envoyproxy.envoy.extensions.upstreams.http.v3.HttpProtocolOptions;
import java.util.Map;
import java.util.TreeMap;

/** The files that an Envoy is started with, by name. */
public final class BootstrapFiles {
  /** The file that {@code --config-path} names; the others are named in it. */
  public static final String BOOTSTRAP = "bootstrap.json";

  private static final int LARGEST_EXPRESSION = 2000;

  private static final TypeRegistry TYPES =
      TypeRegistry.newBuilder()
          .add(HttpConnectionManager.getDescriptor())
          .add(HTTPFault.getDescriptor())
          .add(Lua.getDescriptor())
          .add(Router.getDescriptor())
          .add(UpstreamTlsContext.getDescriptor())
          .add(HttpProtocolOptions.getDescriptor())
          .add(Secret.getDescriptor())
          .add(FixedHeapConfig.getDescriptor())
          .add(DownstreamConnectionsConfig.getDescriptor())
          .build();

  private BootstrapFiles() {}

  /** File name to content; equal options give equal files, whatever the version of the manager. */
  public static Map<String, String> of(BootstrapOptions options) {
    Map<String, String> files = new TreeMap<>();
    files.put(BOOTSTRAP, json(bootstrap(options)));
    files.put(ManagerCluster.CERTIFICATE_FILE, json(ManagerCluster.certificate(options)));
    files.put(ManagerCluster.AUTHORITY_FILE, json(ManagerCluster.authority(options)));
    return files;
  }

  private static String json(Message message) {
    try {
      return JsonFormat.printer()
          .usingTypeRegistry(TYPES)
          .preservingProtoFieldNames()
          .sortingMapKeys()
          .print(message);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Bootstrap bootstrap(BootstrapOptions options) {
    Bootstrap.Builder bootstrap =
        Bootstrap.newBuilder()
            .setAdmin(Admin.newBuilder().setAddress(pipe(options)))
            .setDynamicResources(dynamic())
            .setLayeredRuntime(expressions())
            .setStaticResources(
                StaticResources.newBuilder()
                    .addListeners(Operations.listener(options))
                    .addClusters(ManagerCluster.cluster(options))
                    .addClusters(local(Operations.ADMIN, pipe(options)))
                    .addClusters(local(Operations.NAME, loopback(options.operationsPort()))));
    options.overload().ifPresent(limits -> bootstrap.setOverloadManager(OverloadLimits.of(limits)));
    return bootstrap.build();
  }

  /** A proxy without its first complete set is not ready, however long the managers are away. */
  private static DynamicResources dynamic() {
    ConfigSource ads =
        ConfigSource.newBuilder()
            .setResourceApiVersion(ApiVersion.V3)
            .setAds(AggregatedConfigSource.getDefaultInstance())
            .setInitialFetchTimeout(Duration.getDefaultInstance())
            .build();
    return DynamicResources.newBuilder()
        .setAdsConfig(
            ApiConfigSource.newBuilder()
                .setApiType(ApiType.DELTA_GRPC)
                .setTransportApiVersion(ApiVersion.V3)
                .setSetNodeOnFirstMessageOnly(true)
                .addGrpcServices(
                    GrpcService.newBuilder()
                        .setEnvoyGrpc(
                            GrpcService.EnvoyGrpc.newBuilder()
                                .setClusterName(ManagerCluster.NAME)
                                .setRetryPolicy(RetryPolicy.newBuilder().setRetryBackOff(soon())))))
        .setCdsConfig(ads)
        .setLdsConfig(ads)
        .build();
  }

  /**
   * Envoy's own limit is so low that the path of a rewrite reaches it; managers keep a limit too.
   */
  private static LayeredRuntime expressions() {
    return LayeredRuntime.newBuilder()
        .addLayers(
            RuntimeLayer.newBuilder()
                .setName("expressions")
                .setStaticLayer(
                    Struct.newBuilder()
                        .putFields(
                            "re2.max_program_size.error_level",
                            Value.newBuilder().setNumberValue(LARGEST_EXPRESSION).build())))
        .build();
  }

  /** Envoy's default grows to 30 s, in which a manager that is back serves nobody. */
  private static BackoffStrategy soon() {
    return BackoffStrategy.newBuilder()
        .setBaseInterval(Duration.newBuilder().setNanos(500_000_000))
        .setMaxInterval(Duration.newBuilder().setSeconds(3))
        .build();
  }

  private static Cluster local(String name, Address address) {
    return Cluster.newBuilder()
        .setName(name)
        .setType(Cluster.DiscoveryType.STATIC)
        .setConnectTimeout(Duration.newBuilder().setSeconds(1))
        .setLoadAssignment(
            ClusterLoadAssignment.newBuilder()
                .setClusterName(name)
                .addEndpoints(
                    LocalityLbEndpoints.newBuilder()
                        .addLbEndpoints(
                            LbEndpoint.newBuilder()
                                .setEndpoint(Endpoint.newBuilder().setAddress(address)))))
        .build();
  }

  private static Address pipe(BootstrapOptions options) {
    return Address.newBuilder()
        .setPipe(Pipe.newBuilder().setPath(options.adminSocket()).setMode(0600))
        .build();
  }

  private static Address loopback(int port) {
    return Address.newBuilder()
        .setSocketAddress(SocketAddress.newBuilder().setAddress("127.0.0.1").setPortValue(port))
        .build();
  }

  static DataSource file(String path) {
    return DataSource.newBuilder().setFilename(path).build();
  }
}
