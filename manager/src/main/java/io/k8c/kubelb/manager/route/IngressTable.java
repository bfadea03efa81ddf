package io.k8c.kubelb.manager.route;

import io.k8c.kubelb.manager.route.spec.Hostname;
import io.k8c.kubelb.xds.model.Guards;
import io.k8c.kubelb.xds.model.HeaderEdits;
import io.k8c.kubelb.xds.model.RouteMatch;
import io.k8c.kubelb.xds.model.RouteMatch.Value;
import io.k8c.kubelb.xds.model.RouteRule;
import io.k8c.kubelb.xds.model.RouteTable;
import io.k8c.kubelb.xds.model.RouteTable.VirtualHost;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/**
 * The rules of Ingresses as a table. A wildcard host stands for one label, where one of a proxy
 * stands for any number: names with more labels belong to the rules without a host.
 */
final class IngressTable {
  private static final int NOT_FOUND = 404;
  private static final RouteMatch EVERYTHING =
      new RouteMatch(new RouteMatch.Path.Prefix("/"), Optional.empty(), List.of(), List.of());

  private final IngressHosts hosts;
  private final BiFunction<Hostname, IngressHosts.Served, List<RankedRule>> rules;

  /**
   * @param rules of a path of a host
   */
  IngressTable(
      IngressHosts hosts, BiFunction<Hostname, IngressHosts.Served, List<RankedRule>> rules) {
    this.hosts = hosts;
    this.rules = rules;
  }

  RouteTable of(String name) {
    List<VirtualHost> virtual = new ArrayList<>();
    hosts
        .byHost()
        .keySet()
        .forEach(
            host ->
                virtual.add(
                    new VirtualHost(
                        host.text(),
                        List.of(host.text()),
                        host.isWildcard() && !host.equals(Hostname.ANY)
                            ? ofOneLabel(host)
                            : complete(host))));
    if (!hosts.byHost().containsKey(Hostname.ANY) && hosts.rest().isPresent()) {
      String any = Hostname.ANY.text();
      virtual.add(new VirtualHost(any, List.of(any), rest(Hostname.ANY)));
    }
    return new RouteTable(name, virtual);
  }

  private List<RouteRule> complete(Hostname host) {
    List<RouteRule> own = own(host);
    return takesAll(own) ? own : Stream.concat(own.stream(), rest(host).stream()).toList();
  }

  private static boolean takesAll(List<RouteRule> rules) {
    return rules.stream().map(RouteRule::match).anyMatch(EVERYTHING::equals);
  }

  private List<RouteRule> ofOneLabel(Hostname host) {
    List<RouteRule> others = complete(Hostname.ANY);
    List<RouteRule> own = complete(host);
    Stream<RouteRule> nothing =
        others.isEmpty() || takesAll(own) ? Stream.empty() : Stream.of(notFound());
    Value oneLabel =
        new Value(
            ":authority",
            "(?i)[^.:]+" + host.text().substring(1).replace(".", "\\.") + "(?::[0-9]+)?",
            true);
    return Stream.concat(
            Stream.concat(own.stream(), nothing).map(rule -> only(oneLabel, rule)), others.stream())
        .toList();
  }

  private List<RouteRule> own(Hostname host) {
    return hosts.byHost().getOrDefault(host, List.of()).stream()
        .flatMap(path -> rules.apply(host, path).stream())
        .sorted(RankedRule.PRECEDENCE)
        .map(RankedRule::compiled)
        .toList();
  }

  private List<RouteRule> rest(Hostname host) {
    return hosts.rest().stream()
        .flatMap(path -> rules.apply(host, path).stream())
        .map(RankedRule::compiled)
        .toList();
  }

  private static RouteRule only(Value header, RouteRule rule) {
    RouteMatch match = rule.match();
    List<Value> headers = Stream.concat(Stream.of(header), match.headers().stream()).toList();
    return new RouteRule(
        rule.name(),
        new RouteMatch(match.path(), match.method(), headers, match.query()),
        rule.requestHeaders(),
        rule.responseHeaders(),
        rule.cors(),
        rule.guards(),
        rule.action());
  }

  private static RouteRule notFound() {
    return new RouteRule(
        "none",
        EVERYTHING,
        HeaderEdits.NONE,
        HeaderEdits.NONE,
        Optional.empty(),
        Guards.NONE,
        new RouteRule.Action.Respond(NOT_FOUND));
  }
}
