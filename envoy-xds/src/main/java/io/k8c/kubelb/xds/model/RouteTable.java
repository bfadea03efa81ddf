package io.k8c.kubelb.xds.model;

import java.util.List;

/**
 * The rules by which requests find their upstream.
 *
 * @param name unique in the proxy
 */
public record RouteTable(String name, List<VirtualHost> hosts) {
  public RouteTable {
    hosts = List.copyOf(hosts);
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
