package io.k8c.kubelb.manager.route;

import io.k8c.kubelb.manager.route.spec.Hostname;
import io.k8c.kubelb.xds.model.RouteTable.VirtualHost;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Hosts of tables as one pass made them, for the next: the same rules make the same host. */
final class HostMemory {
  private Map<Key, Known> last = new HashMap<>();
  private Map<Key, Known> next = new HashMap<>();

  private record Key(String table, Hostname host) {}

  private record Known(
      List<RankedRule> rules, ListenerProtocol protocol, int port, VirtualHost made) {
    boolean isOf(List<RankedRule> others, Section section) {
      return protocol == section.protocol()
          && port == section.spec().port()
          && rules.equals(others);
    }
  }

  /**
   * A host of a table.
   *
   * @param rules all that lead to what is made, beside protocol and port of the listener
   */
  VirtualHost host(
      String table,
      Hostname host,
      Section section,
      List<RankedRule> rules,
      Supplier<VirtualHost> make) {
    Key key = new Key(table, host);
    Known before = last.get(key);
    Known known =
        before != null && before.isOf(rules, section)
            ? before
            : new Known(List.copyOf(rules), section.protocol(), section.spec().port(), make.get());
    next.put(key, known);
    return known.made();
  }

  void begin() {
    next = new HashMap<>();
  }

  void end() {
    last = next;
    next = new HashMap<>();
  }
}
