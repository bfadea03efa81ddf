package io.k8c.kubelb.xds.translate;

import static io.k8c.kubelb.xds.translate.Messages.duration;
import static io.k8c.kubelb.xds.translate.Messages.pack;

import com.google.protobuf.BoolValue;
import com.google.protobuf.Message;
import com.google.protobuf.UInt32Value;
import com.google.protobuf.UnknownFieldSet;
import io.envoyproxy.envoy.config.core.v3.CidrRange;
import io.envoyproxy.envoy.config.core.v3.Http2ProtocolOptions;
import io.envoyproxy.envoy.config.core.v3.Http3ProtocolOptions;
import io.envoyproxy.envoy.config.core.v3.HttpProtocolOptions;
import io.envoyproxy.envoy.config.core.v3.HttpProtocolOptions.HeadersWithUnderscoresAction;
import io.envoyproxy.envoy.config.core.v3.QuicProtocolOptions;
import io.envoyproxy.envoy.config.core.v3.TypedExtensionConfig;
import io.envoyproxy.envoy.config.listener.v3.Filter;
import io.envoyproxy.envoy.extensions.filters.http.router.v3.Router;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager.CodecType;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager.InternalAddressConfig;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager.PathWithEscapedSlashesAction;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager.ServerHeaderTransformation;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager.UpgradeConfig;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpFilter;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.Rds;
import io.envoyproxy.envoy.extensions.http.early_header_mutation.header_mutation.v3.HeaderMutation;
import io.envoyproxy.envoy.type.matcher.v3.StringMatcher;
import io.k8c.kubelb.xds.model.AccessLog;
import io.k8c.kubelb.xds.model.FilterChain.Target;
import io.k8c.kubelb.xds.model.HttpOptions;
import java.time.Duration;

/**
 * How requests of clients that nobody vouches for are taken in: Envoy's guide "Configuring Envoy as
 * an edge proxy", value by value where nothing else is said.
 */
final class HttpConnections {
  private static final int STREAMS = 100;
  private static final int STREAM_WINDOW = 65_536;
  private static final int CONNECTION_WINDOW = 1_048_576;

  /** For a stream on which nothing moves, not for one that takes long. */
  private static final Duration STREAM_IDLE = Duration.ofMinutes(5);

  /** From the first byte; the guide leaves it out, and who sends slowly holds a connection. */
  private static final Duration HEADERS = Duration.ofSeconds(10);

  private static final Duration IDLE = Duration.ofHours(1);

  /**
   * Less than the two minutes after which nodes forget whose datagrams went to which proxy; clients
   * are told, and keep a connection with open requests alive themselves.
   */
  private static final Duration QUIC_IDLE = Duration.ofSeconds(100);

  private HttpConnections() {}

  /** HTTP/1.1 and HTTP/2, as the client chooses. */
  static Filter filter(String name, Target.Http http) {
    return filter(connections(name, http).setHttp2ProtocolOptions(http2()));
  }

  /**
   * Takes in what HTTP/1.1 and HTTP/2 would, on the same terms. Without CONNECT, which Envoy does
   * not call finished yet: browsers open WebSockets over TCP then.
   */
  static Filter http3(String name, Target.Http http) {
    return filter(
        connections(name, http)
            .setCodecType(CodecType.HTTP3)
            .setHttp3ProtocolOptions(
                Http3ProtocolOptions.newBuilder()
                    .setQuicProtocolOptions(
                        QuicProtocolOptions.newBuilder()
                            .setIdleNetworkTimeout(duration(QUIC_IDLE))
                            .setMaxConcurrentStreams(UInt32Value.of(STREAMS))
                            .setInitialStreamWindowSize(UInt32Value.of(STREAM_WINDOW))
                            .setInitialConnectionWindowSize(UInt32Value.of(CONNECTION_WINDOW)))));
  }

  private static Filter filter(HttpConnectionManager.Builder connections) {
    return Filter.newBuilder()
        .setName(Names.HTTP_CONNECTION_MANAGER)
        .setTypedConfig(pack(connections.build()))
        .build();
  }

  private static HttpConnectionManager.Builder connections(String name, Target.Http http) {
    HttpOptions options = http.options();
    HttpConnectionManager.Builder connections =
        HttpConnectionManager.newBuilder()
            .setStatPrefix(name)
            .setRds(
                Rds.newBuilder()
                    .setRouteConfigName(http.table())
                    .setConfigSource(ConfigSources.patientAds()))
            .addAllHttpFilters(GuardFilters.dormant())
            .addHttpFilters(
                filter(Names.ROUTER, Router.newBuilder().setSuppressEnvoyHeaders(true).build()))
            .addUpgradeConfigs(UpgradeConfig.newBuilder().setUpgradeType("websocket"))
            .setServerHeaderTransformation(ServerHeaderTransformation.APPEND_IF_ABSENT)
            .setStreamIdleTimeout(duration(STREAM_IDLE))
            .setRequestHeadersTimeout(duration(HEADERS))
            .setMaxRequestHeadersKb(UInt32Value.of(options.limits().kilobytes()))
            .setCommonHttpProtocolOptions(common(options))
            .setGenerateRequestId(BoolValue.of(options.accessLog() != AccessLog.OFF));
    connections.addEarlyHeaderMutationExtensions(withoutOrders());
    trust(connections, options);
    normalise(connections);
    return connections.addAllAccessLog(AccessLogs.requests(options.accessLog()));
  }

  /** Envoy takes orders by these headers and sets some itself; from outside they would be lies. */
  private static TypedExtensionConfig withoutOrders() {
    UnknownFieldSet names =
        NewerFields.of(
            NewerFields.REMOVE_ON_MATCH_KEY_MATCHER,
            StringMatcher.newBuilder().setPrefix("x-envoy-").build());
    HeaderMutation.Builder early = HeaderMutation.newBuilder();
    early
        .addMutationsBuilder()
        .setUnknownFields(NewerFields.of(NewerFields.HEADER_MUTATION_REMOVE_ON_MATCH, names));
    return TypedExtensionConfig.newBuilder()
        .setName(Names.EARLY_HEADER_MUTATION)
        .setTypedConfig(pack(early.build()))
        .build();
  }

  /**
   * Nobody is internal: a private address is no proof where networks are shared. Left empty, the
   * list would be that of the private networks.
   */
  private static void trust(HttpConnectionManager.Builder connections, HttpOptions options) {
    connections
        .setUseRemoteAddress(BoolValue.of(true))
        .setXffNumTrustedHops(options.trustedHops())
        .setInternalAddressConfig(
            InternalAddressConfig.newBuilder()
                .addCidrRanges(
                    CidrRange.newBuilder()
                        .setAddressPrefix("0.0.0.0")
                        .setPrefixLen(UInt32Value.of(32))));
  }

  /** One text for one place, so that a path cannot slip past the rule that is meant for it. */
  private static void normalise(HttpConnectionManager.Builder connections) {
    connections
        .setNormalizePath(BoolValue.of(true))
        .setMergeSlashes(true)
        .setPathWithEscapedSlashesAction(PathWithEscapedSlashesAction.UNESCAPE_AND_REDIRECT)
        .setStripTrailingHostDot(true);
  }

  private static HttpProtocolOptions common(HttpOptions options) {
    return HttpProtocolOptions.newBuilder()
        .setIdleTimeout(duration(IDLE))
        .setMaxHeadersCount(UInt32Value.of(options.limits().count()))
        .setHeadersWithUnderscoresAction(HeadersWithUnderscoresAction.REJECT_REQUEST)
        .build();
  }

  /** With CONNECT, by which a browser opens WebSockets on a connection that it has. */
  private static Http2ProtocolOptions http2() {
    return Http2ProtocolOptions.newBuilder()
        .setMaxConcurrentStreams(UInt32Value.of(STREAMS))
        .setInitialStreamWindowSize(UInt32Value.of(STREAM_WINDOW))
        .setInitialConnectionWindowSize(UInt32Value.of(CONNECTION_WINDOW))
        .setAllowConnect(true)
        .build();
  }

  private static HttpFilter filter(String name, Message config) {
    return HttpFilter.newBuilder().setName(name).setTypedConfig(pack(config)).build();
  }
}
