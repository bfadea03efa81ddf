package io.k8c.kubelb.xds.testing;

import io.k8c.kubelb.xds.model.AccessLog;
import io.k8c.kubelb.xds.model.Certificate;
import io.k8c.kubelb.xds.model.Endpoint;
import io.k8c.kubelb.xds.model.FilterChain;
import io.k8c.kubelb.xds.model.FilterChain.Target;
import io.k8c.kubelb.xds.model.HeaderEdits;
import io.k8c.kubelb.xds.model.HealthCheck;
import io.k8c.kubelb.xds.model.HttpOptions;
import io.k8c.kubelb.xds.model.Listener;
import io.k8c.kubelb.xds.model.ProxyConfig;
import io.k8c.kubelb.xds.model.RouteMatch;
import io.k8c.kubelb.xds.model.RouteRule;
import io.k8c.kubelb.xds.model.RouteRule.Action;
import io.k8c.kubelb.xds.model.RouteTable;
import io.k8c.kubelb.xds.model.RouteTable.VirtualHost;
import io.k8c.kubelb.xds.model.SourceRanges;
import io.k8c.kubelb.xds.model.Timeouts;
import io.k8c.kubelb.xds.model.TlsTermination;
import io.k8c.kubelb.xds.model.Traffic;
import io.k8c.kubelb.xds.model.Upstream;
import io.k8c.kubelb.xds.model.WeightedUpstream;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Configurations of one listener, whose cluster has its name. */
public final class Examples {
  private static final Duration INTERVAL = Duration.ofSeconds(5);

  private Examples() {}

  /** A TCP port that goes to these addresses, each on its port 30000. */
  public static ProxyConfig tcp(String name, int port, String... addresses) {
    return tcp(name, port, INTERVAL, addresses);
  }

  /** The same with another interval of health checks, which is a change of the cluster. */
  public static ProxyConfig tcp(String name, int port, Duration interval, String... addresses) {
    return config(listener(name, port, name, interval, addresses));
  }

  /** A listener whose cluster has a name of its own. */
  public static Listener listener(
      String name, int port, String cluster, Duration interval, String... addresses) {
    List<Endpoint> endpoints =
        Arrays.stream(addresses).map(address -> Endpoint.at(address, 30000)).toList();
    return new Listener(
        name,
        port,
        new Traffic.Tcp(
            new Upstream(
                cluster, endpoints, false, false, Optional.of(new HealthCheck(interval)))));
  }

  public static Listener listener(String name, int port, String cluster) {
    return listener(name, port, cluster, INTERVAL, "10.0.0.1");
  }

  /** A TCP port that goes to a host by its name, so that its cluster has no endpoints apart. */
  public static ProxyConfig named(String name, int port, String host) {
    return config(named(name, port, name, host));
  }

  public static Listener named(String name, int port, String cluster, String host) {
    List<Endpoint> endpoints = List.of(Endpoint.named(host, 30000));
    return new Listener(
        name,
        port,
        new Traffic.Tcp(new Upstream(cluster, endpoints, false, false, Optional.empty())));
  }

  /**
   * A port that takes requests, and what belongs to it: a table that shares them between upstreams,
   * of which the first takes connections with a server name too.
   */
  public static ProxyConfig http(
      String name, int port, String table, String certificate, List<Upstream> own, String... all) {
    List<WeightedUpstream> shares =
        Arrays.stream(all).map(upstream -> WeightedUpstream.of(upstream, 1)).toList();
    FilterChain plain =
        new FilterChain(
            "plain", List.of(), Optional.empty(), new Target.Http(table, HttpOptions.PLAIN));
    FilterChain secure =
        new FilterChain(
            "secure",
            List.of("secure.example.com"),
            Optional.of(new TlsTermination(List.of(certificate), Optional.empty())),
            new Target.Tcp(shares.subList(0, 1), SourceRanges.ALL, AccessLog.OFF));
    return new ProxyConfig(
        "1",
        List.of(new Listener(name, port, new Traffic.Chains(List.of(plain, secure)))),
        own,
        List.of(table(table, "*", shares)),
        List.of(new Certificate(certificate, "chain", "key")));
  }

  /** A port that takes HTTP/3, by a table and a certificate that others may have too. */
  public static Listener quic(String name, int port, String table, String certificate) {
    FilterChain chain =
        new FilterChain(
            "quic",
            List.of(),
            Optional.of(new TlsTermination(List.of(certificate), Optional.empty())),
            new Target.Http(table, HttpOptions.PLAIN));
    return new Listener(name, port, new Traffic.Quic(List.of(chain)));
  }

  /** A table of one host, whose requests all go to these. */
  public static RouteTable table(String name, String domain, List<WeightedUpstream> shares) {
    Action forward =
        new Action.Forward(
            shares, Optional.empty(), Optional.empty(), List.of(), Timeouts.NONE, Optional.empty());
    RouteMatch all =
        new RouteMatch(new RouteMatch.Path.Prefix("/"), Optional.empty(), List.of(), List.of());
    RouteRule rule =
        new RouteRule("rule", all, HeaderEdits.NONE, HeaderEdits.NONE, Optional.empty(), forward);
    return new RouteTable(name, List.of(new VirtualHost("host", List.of(domain), List.of(rule))));
  }

  /** An upstream on its own. */
  public static ProxyConfig service(Upstream... upstreams) {
    return new ProxyConfig("1", List.of(), List.of(upstreams), List.of(), List.of());
  }

  public static Upstream upstream(String name, String... addresses) {
    return new Upstream(
        name,
        Arrays.stream(addresses).map(address -> Endpoint.at(address, 30000)).toList(),
        false,
        false,
        Optional.of(new HealthCheck(INTERVAL)));
  }

  public static ProxyConfig config(Listener... listeners) {
    return new ProxyConfig("1", List.of(listeners));
  }
}
