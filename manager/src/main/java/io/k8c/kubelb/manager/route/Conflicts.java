package io.k8c.kubelb.manager.route;

import io.k8c.kubelb.api.Protocol;
import io.k8c.kubelb.manager.route.spec.Finding;
import io.k8c.kubelb.manager.route.spec.Hostname;
import io.k8c.kubelb.manager.route.spec.ListenerSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which listeners of a Gateway cannot be told apart. Of two owners the first one's listener is
 * served; of those of one owner none is.
 */
final class Conflicts {
  private final Ports taken = new Ports();

  /**
   * The conflicts of the listeners of one owner, in their order.
   *
   * @param listeners of the owner that comes next
   */
  List<Optional<Finding>> of(List<ListenerSpec> listeners) {
    List<Optional<Finding>> found =
        new ArrayList<>(listeners.stream().map(spec -> taken.conflict(spec, 0)).toList());
    Ports own = new Ports();
    for (int i = 0; i < listeners.size(); i++) {
      if (found.get(i).isEmpty()) {
        own.add(listeners.get(i));
        taken.add(listeners.get(i));
      }
    }
    for (int i = 0; i < listeners.size(); i++) {
      if (found.get(i).isEmpty()) {
        found.set(i, own.conflict(listeners.get(i), 1));
      }
    }
    return List.copyOf(found);
  }

  /** Who has which ports. */
  private static final class Ports {
    private final Map<Port, Set<ListenerProtocol>> families = new HashMap<>();
    private final Map<Name, Integer> names = new HashMap<>();

    private record Port(int number, Protocol transport) {}

    private record Name(Port port, Hostname hostname) {}

    void add(ListenerSpec spec) {
      protocol(spec)
          .ifPresent(
              protocol -> {
                Port port = new Port(spec.port(), protocol.transport());
                families.computeIfAbsent(port, key -> new HashSet<>()).add(protocol.family());
                names.merge(name(port, protocol, spec), 1, Integer::sum);
              });
    }

    /** What keeps a listener from its port, which is itself counted {@code own} times. */
    Optional<Finding> conflict(ListenerSpec spec, int own) {
      return ListenerProtocol.of(spec.protocol())
          .flatMap(protocol -> conflict(protocol, spec, own));
    }

    private Optional<Finding> conflict(ListenerProtocol protocol, ListenerSpec spec, int own) {
      Port port = new Port(spec.port(), protocol.transport());
      Set<ListenerProtocol> present = families.getOrDefault(port, Set.of());
      boolean alone = present.isEmpty() || present.equals(Set.of(protocol.family()));
      boolean same = names.getOrDefault(name(port, protocol, spec), 0) > own;
      if (!alone || (same && !protocol.hasHostnames())) {
        return Optional.of(
            new Finding(
                "ProtocolConflict",
                "another listener has port "
                    + spec.port()
                    + ", which cannot be shared with protocol "
                    + spec.protocol()
                    + "; use another port"));
      }
      return same
          ? Optional.of(
              new Finding(
                  "HostnameConflict",
                  "another listener has port "
                      + spec.port()
                      + " and hostname "
                      + spec.hostname()
                      + "; use another port or hostname"))
          : Optional.empty();
    }

    /** A listener that makes no sense is in nobody's way. */
    private static Optional<ListenerProtocol> protocol(ListenerSpec spec) {
      return spec.problem().isPresent() ? Optional.empty() : ListenerProtocol.of(spec.protocol());
    }

    private static Name name(Port port, ListenerProtocol protocol, ListenerSpec spec) {
      return new Name(port, protocol.hasHostnames() ? spec.hostname() : Hostname.ANY);
    }
  }
}
