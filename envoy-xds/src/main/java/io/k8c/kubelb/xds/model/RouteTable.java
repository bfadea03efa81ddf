package io.k8c.kubelb.xds.model;

import java.util.List;
import java.util.Optional;

/**
 * The rules by which requests find their upstream.
 *
 * @param name unique in the proxy
 * @param http3 UDP port, as clients see it, at which the same rules hold for HTTP/3; every answer
 *     tells of it
 */
public record RouteTable(String name, List<VirtualHost> hosts, Optional<Integer> http3) {
  public RouteTable {
    hosts = List.copyOf(hosts);
  }

  /** Rules that hold over TCP alone. */
  public RouteTable(String name, List<VirtualHost> hosts) {
    this(name, hosts, Optional.empty());
  }

  /**
   * The rules of some hostnames, the first that matches counts.
   *
   * @param name unique in the table
   * @param domains {@code *} for all, {@code *.} in front for any label below
   */
  public record VirtualHost(String name, List<String> domains, List<RouteRule> rules) {
    public VirtualHost {
      domains = List.copyOf(domains);
      rules = List.copyOf(rules);
    }
  }
}
