package io.k8c.kubelb.manager.route;

import io.k8c.kubelb.manager.route.spec.Finding;
import io.k8c.kubelb.manager.route.spec.ListenerSpec;
import io.k8c.kubelb.manager.route.spec.RouteKind;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A listener of a Gateway or ListenerSet, with what is decided of it.
 *
 * @param owner the Gateway or ListenerSet
 * @param kinds of routes that it takes
 * @param refused why it is not accepted
 * @param conflict with which other listeners it is in conflict, and how
 * @param unresolved what it refers to and cannot have
 */
record Section(
    ParsedSource owner,
    ListenerSpec spec,
    Set<RouteKind> kinds,
    Optional<Finding> refused,
    Optional<Finding> conflict,
    List<Finding> unresolved) {
  Section {
    kinds = Set.copyOf(kinds);
    unresolved = List.copyOf(unresolved);
  }

  /** What keeps it from being served. */
  Optional<Finding> obstacle() {
    return conflict
        .or(() -> refused)
        .or(
            () ->
                unresolved.stream()
                    .filter(finding -> !finding.reason().equals(SectionChecks.INVALID_KINDS))
                    .findFirst());
  }

  boolean isServed() {
    return obstacle().isEmpty();
  }
}
