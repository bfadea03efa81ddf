package io.k8c.kubelb.e2e.fast;

import io.k8c.kubelb.xds.model.Cors;
import io.k8c.kubelb.xds.model.Dialect;
import io.k8c.kubelb.xds.model.FilterChain;
import io.k8c.kubelb.xds.model.FilterChain.Target;
import io.k8c.kubelb.xds.model.HeaderEdits;
import io.k8c.kubelb.xds.model.HttpOptions;
import io.k8c.kubelb.xds.model.Listener;
import io.k8c.kubelb.xds.model.ProxyConfig;
import io.k8c.kubelb.xds.model.Retry;
import io.k8c.kubelb.xds.model.RouteMatch;
import io.k8c.kubelb.xds.model.RouteRule;
import io.k8c.kubelb.xds.model.RouteRule.Action;
import io.k8c.kubelb.xds.model.RouteRule.Mirror;
import io.k8c.kubelb.xds.model.RouteRule.PathRewrite;
import io.k8c.kubelb.xds.model.RouteTable;
import io.k8c.kubelb.xds.model.RouteTable.VirtualHost;
import io.k8c.kubelb.xds.model.Timeouts;
import io.k8c.kubelb.xds.model.Traffic;
import io.k8c.kubelb.xds.model.Upstream;
import io.k8c.kubelb.xds.model.UpstreamTls;
import io.k8c.kubelb.xds.model.WeightedUpstream;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Short ways to say rules of the model. */
final class Rules {
  /** Scripts of a few sites, with credentials. */
  static final Cors SOME_ORIGINS =
      new Cors(
          List.of("https://one.example", "https://*.two.example"),
          List.of("GET", "PUT"),
          List.of("x-one"),
          List.of("x-two"),
          true,
          Duration.ofHours(1));

  /** Scripts of whatever site. */
  static final Cors ANY_ORIGIN =
      new Cors(List.of("*"), List.of("*"), List.of("*"), List.of(), true, Duration.ofSeconds(5));

  private Rules() {}

  /** A rule as it is put together; what is not said stays out. */
  record Rule(
      RouteMatch match,
      HeaderEdits request,
      HeaderEdits response,
      Optional<Cors> cors,
      Optional<PathRewrite> path,
      Optional<String> host,
      List<Mirror> mirrors,
      Timeouts timeouts,
      Optional<Retry> retry) {

    static Rule of(RouteMatch match) {
      return new Rule(
          match,
          HeaderEdits.NONE,
          HeaderEdits.NONE,
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          List.of(),
          Timeouts.NONE,
          Optional.empty());
    }

    Rule request(HeaderEdits edits) {
      return new Rule(match, edits, response, cors, path, host, mirrors, timeouts, retry);
    }

    Rule response(HeaderEdits edits) {
      return new Rule(match, request, edits, cors, path, host, mirrors, timeouts, retry);
    }

    Rule cors(Cors policy) {
      return new Rule(
          match, request, response, Optional.of(policy), path, host, mirrors, timeouts, retry);
    }

    Rule path(PathRewrite rewrite) {
      return new Rule(
          match, request, response, cors, Optional.of(rewrite), host, mirrors, timeouts, retry);
    }

    Rule host(String other) {
      return new Rule(
          match, request, response, cors, path, Optional.of(other), mirrors, timeouts, retry);
    }

    Rule mirrors(Mirror... all) {
      return new Rule(match, request, response, cors, path, host, List.of(all), timeouts, retry);
    }

    Rule timeouts(Timeouts limits) {
      return new Rule(match, request, response, cors, path, host, mirrors, limits, retry);
    }

    Rule retry(Retry policy) {
      return new Rule(
          match, request, response, cors, path, host, mirrors, timeouts, Optional.of(policy));
    }

    RouteRule to(WeightedUpstream... upstreams) {
      return does(new Action.Forward(List.of(upstreams), path, host, mirrors, timeouts, retry));
    }

    RouteRule to(String upstream) {
      return to(WeightedUpstream.of(upstream, 1));
    }

    RouteRule does(Action action) {
      return new RouteRule("rule", match, request, response, cors, action);
    }
  }

  static Rule prefix(String prefix) {
    return Rule.of(match(new RouteMatch.Path.Prefix(prefix)));
  }

  static Rule exact(String path) {
    return Rule.of(match(new RouteMatch.Path.Exact(path)));
  }

  static Rule regex(String pattern) {
    return Rule.of(match(new RouteMatch.Path.Regex(pattern)));
  }

  static RouteMatch match(RouteMatch.Path path) {
    return new RouteMatch(path, Optional.empty(), List.of(), List.of());
  }

  static HeaderEdits set(String name, String value) {
    return new HeaderEdits(List.of(new HeaderEdits.Header(name, value)), List.of(), List.of());
  }

  static HeaderEdits add(String name, String value) {
    return new HeaderEdits(List.of(), List.of(new HeaderEdits.Header(name, value)), List.of());
  }

  static Upstream upstream(String name, EchoBackend... backends) {
    return new Upstream(
        name,
        Arrays.stream(backends).map(EchoBackend::endpoint).toList(),
        false,
        false,
        Optional.empty());
  }

  static Upstream upstream(String name, int port, Dialect dialect, Optional<UpstreamTls> tls) {
    return new Upstream(
        name,
        List.of(io.k8c.kubelb.xds.model.Endpoint.at("127.0.0.1", port)),
        false,
        false,
        Optional.empty(),
        dialect,
        tls,
        Upstream.RESPONSE_HEADER_KILOBYTES);
  }

  /** A plain listener with one chain, whose table has its name. */
  static Listener http(String name, int port) {
    return listener(
        name,
        port,
        new FilterChain(
            "http", List.of(), Optional.empty(), new Target.Http(name, HttpOptions.PLAIN)));
  }

  static Listener listener(String name, int port, FilterChain... chains) {
    return new Listener(name, port, new Traffic.Chains(List.of(chains)));
  }

  static RouteTable table(String name, RouteRule... rules) {
    return new RouteTable(name, List.of(new VirtualHost("all", List.of("*"), List.of(rules))));
  }

  /** What a Gateway leads to. */
  static ProxyConfig gateway(Listener listener, RouteTable... tables) {
    return new ProxyConfig("1", List.of(listener), List.of(), List.of(tables), List.of());
  }

  /** What a Service leads to. */
  static ProxyConfig service(Upstream upstream) {
    return new ProxyConfig("1", List.of(), List.of(upstream), List.of(), List.of());
  }
}
