package io.k8c.kubelb.manager.route;

import io.k8c.kubelb.manager.route.spec.Hostname;
import io.k8c.kubelb.xds.model.RouteTable;
import io.k8c.kubelb.xds.model.RouteTable.VirtualHost;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The rules of the listeners that share a port, host by host. A request belongs to the listener
 * whose hostname says most about its host, and to no other.
 */
final class HostRules {
  private final List<Hostname> listeners;
  private final Map<Hostname, List<RankedRule>> rules = new TreeMap<>(Hostname.MOST_SPECIFIC_FIRST);

  HostRules(List<Hostname> listeners) {
    this.listeners = listeners.stream().sorted(Hostname.MOST_SPECIFIC_FIRST).toList();
    this.listeners.forEach(hostname -> rules.put(hostname, new ArrayList<>()));
  }

  /** Adds rules for a host of a listener, unless the host is another listener's. */
  void add(Hostname listener, Hostname host, List<RankedRule> added) {
    if (owner(host).equals(listener)) {
      rules.computeIfAbsent(host, key -> new ArrayList<>()).addAll(added);
    }
  }

  private Hostname owner(Hostname host) {
    return listeners.stream()
        .filter(hostname -> hostname.covers(host))
        .findFirst()
        .orElse(Hostname.ANY);
  }

  RouteTable table(String name) {
    List<VirtualHost> hosts = new ArrayList<>();
    rules.forEach(
        (host, own) ->
            hosts.add(
                new VirtualHost(
                    host.text(),
                    List.of(host.text()),
                    own.stream()
                        .sorted(RankedRule.PRECEDENCE)
                        .map(RankedRule::compiled)
                        .toList())));
    return new RouteTable(name, hosts);
  }
}
