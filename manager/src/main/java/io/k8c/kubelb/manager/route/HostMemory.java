package io.k8c.kubelb.manager.route;

import io.k8c.kubelb.manager.route.spec.Hostname;
import io.k8c.kubelb.xds.model.RouteTable.VirtualHost;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** Hosts of tables as one pass made them, for the next: the same rules make the same host. */
final class HostMemory {
  /** By table, the most specific host first. */
  private Map<String, Map<Hostname, Known>> last = new HashMap<>();

  private Map<String, Map<Hostname, Known>> next = new HashMap<>();

  private record Known(
      List<RankedRule> rules, ListenerProtocol protocol, int port, VirtualHost made) {
    boolean isOf(List<RankedRule> others, Section section) {
      return protocol == section.protocol()
          && port == section.spec().port()
          && rules.equals(others);
    }
  }

  /**
   * Hostnames of a table, the most specific first. Nearly all are in the order of the pass before,
   * and what is nearly in order is sorted by one look at each.
   */
  List<Hostname> inOrder(String table, Set<Hostname> names) {
    Map<Hostname, Known> before = hosts(last, table);
    List<Hostname> ordered = new ArrayList<>(names.size());
    for (Hostname name : before.keySet()) {
      if (names.contains(name)) {
        ordered.add(name);
      }
    }
    for (Hostname name : names) {
      if (!before.containsKey(name)) {
        ordered.add(name);
      }
    }
    ordered.sort(Hostname.MOST_SPECIFIC_FIRST);
    return ordered;
  }

  /**
   * A host of a table; asked for host by host in their order.
   *
   * @param rules all that lead to what is made, beside protocol and port of the listener
   */
  VirtualHost host(
      String table,
      Hostname host,
      Section section,
      List<RankedRule> rules,
      Supplier<VirtualHost> make) {
    Known before = hosts(last, table).get(host);
    Known known =
        before != null && before.isOf(rules, section)
            ? before
            : new Known(List.copyOf(rules), section.protocol(), section.spec().port(), make.get());
    next.computeIfAbsent(table, _ -> new LinkedHashMap<>()).put(host, known);
    return known.made();
  }

  private static Map<Hostname, Known> hosts(
      Map<String, Map<Hostname, Known>> tables, String table) {
    return tables.getOrDefault(table, Map.of());
  }

  void begin() {
    next = new HashMap<>();
  }

  void end() {
    last = next;
    next = new HashMap<>();
  }
}
