package io.k8c.kubelb.manager.route;

import io.k8c.kubelb.manager.route.spec.Finding;
import io.k8c.kubelb.manager.route.spec.Hostname;
import io.k8c.kubelb.manager.route.spec.ListenerSpec;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Which listeners of a Gateway cannot be told apart. Among those of one object none of them is
 * served; otherwise the one of the object that comes first is.
 */
final class Conflicts {
  private final Map<PortFamily, First> families = new HashMap<>();
  private final Map<Name, First> names = new HashMap<>();

  /** Where a listener stands, protocols that can share a port being one family. */
  private record PortFamily(Port port, ListenerProtocol family) {}

  private record Port(int number, io.k8c.kubelb.api.Protocol transport) {}

  private record Name(PortFamily family, Hostname hostname) {}

  /** The place of the first listener, and how many have that place. */
  private record First(int rank, int count) {
    First and(First other) {
      return rank == other.rank
          ? new First(rank, count + other.count)
          : rank < other.rank ? this : other;
    }

    boolean precedes(int other) {
      return rank < other || (rank == other && count > 1);
    }
  }

  /** Takes a listener into account; of listeners with one rank none precedes the others. */
  void add(int rank, ListenerProtocol protocol, ListenerSpec listener) {
    families.merge(family(protocol, listener), new First(rank, 1), First::and);
    names.merge(name(protocol, listener), new First(rank, 1), First::and);
  }

  /** The conflict that a listener is in, once all are known. */
  Optional<Finding> of(int rank, ListenerProtocol protocol, ListenerSpec listener) {
    PortFamily own = family(protocol, listener);
    for (ListenerProtocol other : ListenerProtocol.values()) {
      First first = families.get(new PortFamily(own.port(), other));
      if (first != null && other != own.family() && first.rank() <= rank) {
        return Optional.of(
            new Finding(
                "ProtocolConflict",
                "another listener has port "
                    + listener.port()
                    + " with a protocol that cannot share it; use another port"));
      }
    }
    if (!names.getOrDefault(name(protocol, listener), new First(rank, 1)).precedes(rank)) {
      return Optional.empty();
    }
    boolean byName = protocol.hasHostnames();
    return Optional.of(
        new Finding(
            byName ? "HostnameConflict" : "ProtocolConflict",
            "another listener has port "
                + listener.port()
                + (byName ? " and hostname " + listener.hostname() : "")
                + "; use another port"
                + (byName ? " or hostname" : "")));
  }

  private static PortFamily family(ListenerProtocol protocol, ListenerSpec listener) {
    return new PortFamily(
        new Port(listener.port(), protocol.transport()),
        protocol == ListenerProtocol.HTTPS ? ListenerProtocol.TLS : protocol);
  }

  private static Name name(ListenerProtocol protocol, ListenerSpec listener) {
    boolean byName = protocol.hasHostnames();
    return new Name(family(protocol, listener), byName ? listener.hostname() : Hostname.ANY);
  }
}
