package io.k8c.kubelb.xds.bootstrap;

import com.google.protobuf.Any;
import com.google.protobuf.Duration;
import com.google.protobuf.Message;
import io.envoyproxy.envoy.config.core.v3.Address;
import io.envoyproxy.envoy.config.core.v3.DataSource;
import io.envoyproxy.envoy.config.core.v3.SocketAddress;
import io.envoyproxy.envoy.config.core.v3.TrafficDirection;
import io.envoyproxy.envoy.config.listener.v3.Filter;
import io.envoyproxy.envoy.config.listener.v3.FilterChain;
import io.envoyproxy.envoy.config.listener.v3.Listener;
import io.envoyproxy.envoy.config.route.v3.DirectResponseAction;
import io.envoyproxy.envoy.config.route.v3.Route;
import io.envoyproxy.envoy.config.route.v3.RouteAction;
import io.envoyproxy.envoy.config.route.v3.RouteConfiguration;
import io.envoyproxy.envoy.config.route.v3.RouteMatch;
import io.envoyproxy.envoy.config.route.v3.VirtualHost;
import io.envoyproxy.envoy.extensions.filters.common.fault.v3.FaultDelay;
import io.envoyproxy.envoy.extensions.filters.http.fault.v3.HTTPFault;
import io.envoyproxy.envoy.extensions.filters.http.lua.v3.Lua;
import io.envoyproxy.envoy.extensions.filters.http.router.v3.Router;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpFilter;
import io.envoyproxy.envoy.type.v3.FractionalPercent;
import io.envoyproxy.envoy.type.v3.FractionalPercent.DenominatorType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * The port of a proxy for its cluster: {@code /ready} for the probes, {@code /stats/prometheus} for
 * the scrape, {@code /drain} for the kubelet. Nothing else of the admin interface can be reached.
 */
final class Operations {
  static final String NAME = "operations";
  static final String ADMIN = "admin";
  private static final String FAULT = "envoy.filters.http.fault";
  private static final Duration NO_LIMIT = Duration.getDefaultInstance();

  private Operations() {}

  static Listener listener(BootstrapOptions options) {
    HttpConnectionManager.Builder manager =
        HttpConnectionManager.newBuilder()
            .setStatPrefix(NAME)
            .setRouteConfig(routes())
            .addHttpFilters(filter(FAULT, HTTPFault.getDefaultInstance()));
    options
        .drain()
        .ifPresent(drain -> manager.addHttpFilters(filter("envoy.filters.http.lua", lua(drain))));
    manager.addHttpFilters(filter("envoy.filters.http.router", Router.getDefaultInstance()));
    return Listener.newBuilder()
        .setName(NAME)
        .setStatPrefix(NAME)
        .setTrafficDirection(TrafficDirection.OUTBOUND)
        .setAddress(anyAddress(options.operationsPort()))
        .addFilterChains(
            FilterChain.newBuilder()
                .addFilters(
                    Filter.newBuilder()
                        .setName("envoy.filters.network.http_connection_manager")
                        .setTypedConfig(Any.pack(manager.build()))))
        .build();
  }

  private static Address anyAddress(int port) {
    return Address.newBuilder()
        .setSocketAddress(
            SocketAddress.newBuilder().setAddress("::").setIpv4Compat(true).setPortValue(port))
        .build();
  }

  private static RouteConfiguration routes() {
    return RouteConfiguration.newBuilder()
        .setName(NAME)
        .addVirtualHosts(
            VirtualHost.newBuilder()
                .setName(NAME)
                .addDomains("*")
                .addRoutes(admin("/ready"))
                .addRoutes(admin("/stats/prometheus"))
                .addRoutes(admin("/drain"))
                .addRoutes(pause()))
        .build();
  }

  private static Route.Builder admin(String path) {
    return Route.newBuilder()
        .setMatch(RouteMatch.newBuilder().setPath(path))
        .setRoute(RouteAction.newBuilder().setCluster(ADMIN).setTimeout(NO_LIMIT));
  }

  /** A second that passes: the loop that waits for the connections to end has no other clock. */
  private static Route pause() {
    HTTPFault second =
        HTTPFault.newBuilder()
            .setDelay(
                FaultDelay.newBuilder()
                    .setFixedDelay(Duration.newBuilder().setSeconds(1))
                    .setPercentage(
                        FractionalPercent.newBuilder()
                            .setNumerator(100)
                            .setDenominator(DenominatorType.HUNDRED)))
            .build();
    return Route.newBuilder()
        .setMatch(RouteMatch.newBuilder().setPath("/pause"))
        .setDirectResponse(DirectResponseAction.newBuilder().setStatus(200))
        .putTypedPerFilterConfig(FAULT, Any.pack(second))
        .build();
  }

  private static Lua lua(BootstrapOptions.Drain drain) {
    String code =
        script()
            .replace("@token@", drain.token())
            .replace("@shortest@", Long.toString(drain.shortest().toSeconds()))
            .replace("@longest@", Long.toString(drain.longest().toSeconds()));
    return Lua.newBuilder()
        .setDefaultSourceCode(DataSource.newBuilder().setInlineString(code))
        .build();
  }

  private static String script() {
    try (InputStream script = Operations.class.getResourceAsStream("drain.lua")) {
      return new String(Objects.requireNonNull(script).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static HttpFilter filter(String name, Message config) {
    return HttpFilter.newBuilder().setName(name).setTypedConfig(Any.pack(config)).build();
  }
}
