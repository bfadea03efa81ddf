package io.k8c.kubelb.manager.route;

import io.k8c.kubelb.manager.route.spec.Hostname;
import io.k8c.kubelb.xds.model.HeaderEdits;
import io.k8c.kubelb.xds.model.RouteMatch;
import io.k8c.kubelb.xds.model.RouteRule;
import io.k8c.kubelb.xds.model.RouteTable;
import io.k8c.kubelb.xds.model.RouteTable.VirtualHost;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The rules of a table, host by host; the most specific host of a request counts, no other. */
final class HostRules {
  private static final RouteRule MISDIRECTED =
      new RouteRule(
          "misdirected",
          new RouteMatch(new RouteMatch.Path.Prefix("/"), Optional.empty(), List.of(), List.of()),
          HeaderEdits.NONE,
          HeaderEdits.NONE,
          Optional.empty(),
          new RouteRule.Action.Respond(421));

  private final HostMemory memory;
  private final Map<Hostname, List<RankedRule>> rules = new HashMap<>();
  private final Set<Hostname> elsewhere = new TreeSet<>(Hostname.MOST_SPECIFIC_FIRST);

  HostRules(HostMemory memory) {
    this.memory = memory;
  }

  /** Nothing is there for a host, unless rules are added. */
  void reserve(Hostname host) {
    rules.computeIfAbsent(host, key -> new ArrayList<>());
  }

  /** A host that clients reach by another connection than this one; nobody adds rules for it. */
  void misdirect(Hostname host) {
    elsewhere.add(host);
  }

  void add(Hostname host, List<RankedRule> added) {
    rules.computeIfAbsent(host, key -> new ArrayList<>()).addAll(added);
  }

  /**
   * The table as listeners like this one serve it.
   *
   * @param http3 UDP port, as clients see it, that serves the table too
   */
  RouteTable table(String name, Section section, Optional<Integer> http3) {
    List<VirtualHost> hosts = new ArrayList<>(rules.size());
    for (Hostname host : memory.inOrder(name, rules.keySet())) {
      List<RankedRule> own = rules.getOrDefault(host, List.of());
      hosts.add(memory.host(name, host, section, own, () -> host(host, section, own)));
    }
    if (!elsewhere.isEmpty()) {
      List<String> domains = elsewhere.stream().map(Hostname::text).toList();
      hosts.add(new VirtualHost(MISDIRECTED.name(), domains, List.of(MISDIRECTED)));
    }
    return new RouteTable(name, hosts, http3);
  }

  private static VirtualHost host(Hostname host, Section section, List<RankedRule> own) {
    return new VirtualHost(
        host.text(),
        List.of(host.text()),
        own.stream().sorted(RankedRule.PRECEDENCE).map(rule -> rule.on(section)).toList());
  }
}
