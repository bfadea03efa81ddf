package io.k8c.kubelb.xds.translate;

import io.envoyproxy.envoy.config.core.v3.HeaderValue;
import io.envoyproxy.envoy.config.core.v3.HeaderValueOption;
import io.envoyproxy.envoy.config.core.v3.HeaderValueOption.HeaderAppendAction;
import io.envoyproxy.envoy.config.route.v3.RouteConfiguration;
import io.envoyproxy.envoy.config.route.v3.VirtualHost;
import io.k8c.kubelb.xds.model.ExternalAuthorization;
import io.k8c.kubelb.xds.model.RouteRule;
import io.k8c.kubelb.xds.model.RouteRule.Action;
import io.k8c.kubelb.xds.model.RouteTable;
import java.time.Duration;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Route tables, which travel apart from the listeners that they belong to. */
final class RouteTables {
  /** For how long clients may go on with HTTP/3 on their own. */
  private static final Duration REMEMBERED = Duration.ofDays(1);

  private RouteTables() {}

  static Packed table(RouteTable model, Collection<Host> hosts) {
    RouteConfiguration.Builder table =
        RouteConfiguration.newBuilder().setName(model.name()).setIgnorePortInHostMatching(true);
    model.http3().ifPresent(port -> table.addResponseHeadersToAdd(http3At(port)));
    return Packed.of(
        table.build(),
        RouteConfiguration.VIRTUAL_HOSTS_FIELD_NUMBER,
        hosts.stream().map(Host::packed).toList());
  }

  /** RFC 7838; in place of what a backend says, whose ports are not ours. */
  private static HeaderValueOption http3At(int port) {
    return HeaderValueOption.newBuilder()
        .setHeader(
            HeaderValue.newBuilder()
                .setKey("alt-svc")
                .setValue("h3=\":%d\"; ma=%d".formatted(port, REMEMBERED.toSeconds())))
        .setAppendAction(HeaderAppendAction.OVERWRITE_IF_EXISTS_OR_ADD)
        .build();
  }

  /** One host of a table, kept so that an edit of another host need not build it again. */
  record Host(RouteTable.VirtualHost model, Packed.Element packed, Set<String> upstreams) {
    static Host of(RouteTable.VirtualHost model) {
      VirtualHost.Builder host =
          VirtualHost.newBuilder()
              .setName(model.name())
              .addAllDomains(model.domains())
              .setRetryPolicy(Retries.usual());
      model.rules().forEach(rule -> host.addAllRoutes(Routes.routes(rule)));
      return new Host(
          model,
          Packed.Element.of(host.build()),
          model.rules().stream().flatMap(Host::upstreams).collect(Collectors.toSet()));
    }

    private static Stream<String> upstreams(RouteRule rule) {
      Stream<String> asked =
          rule.guards().authorization().stream().map(ExternalAuthorization::upstream);
      return rule.action() instanceof Action.Forward forward
          ? Stream.concat(asked, Forwards.upstreams(forward))
          : asked;
    }
  }
}
