package io.k8c.kubelb.manager.route;

import io.k8c.kubelb.manager.route.spec.AllowedRoutes;
import io.k8c.kubelb.manager.route.spec.Finding;
import io.k8c.kubelb.manager.route.spec.ListenerSpec;
import io.k8c.kubelb.manager.route.spec.RouteKind;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What is decided of one listener, whatever stands beside it. */
final class SectionChecks {
  static final String INVALID_KINDS = "InvalidRouteKinds";

  private SectionChecks() {}

  static Section check(ParsedSource owner, ListenerSpec spec, Optional<Finding> conflict) {
    Optional<ListenerProtocol> protocol = ListenerProtocol.of(spec.protocol());
    List<Finding> unresolved = new ArrayList<>();
    Set<RouteKind> kinds = kinds(protocol, spec, unresolved);
    return new Section(owner, spec, kinds, refused(protocol, spec), conflict, unresolved);
  }

  private static Optional<Finding> refused(Optional<ListenerProtocol> protocol, ListenerSpec spec) {
    return protocol.isPresent()
        ? Optional.empty()
        : Optional.of(
            new Finding(
                "UnsupportedProtocol",
                "protocol "
                    + spec.protocol()
                    + " is not served; use HTTP, HTTPS, TLS, TCP or UDP"));
  }

  private static Set<RouteKind> kinds(
      Optional<ListenerProtocol> protocol, ListenerSpec spec, List<Finding> unresolved) {
    List<RouteKind> supported = protocol.map(ListenerProtocol::kinds).orElse(List.of());
    if (spec.allowed().kinds().isEmpty()) {
      return new LinkedHashSet<>(supported);
    }
    Set<RouteKind> kinds = new LinkedHashSet<>();
    for (AllowedRoutes.Kind wanted : spec.allowed().kinds()) {
      Optional<RouteKind> kind = RouteKind.of(wanted.group(), wanted.kind());
      if (kind.isPresent() && supported.contains(kind.get())) {
        kinds.add(kind.get());
      } else {
        unresolved.add(
            new Finding(
                INVALID_KINDS,
                wanted.kind() + " cannot be attached to protocol " + spec.protocol()));
      }
    }
    return kinds;
  }
}
