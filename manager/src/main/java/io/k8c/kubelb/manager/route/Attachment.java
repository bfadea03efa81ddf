package io.k8c.kubelb.manager.route;

import io.k8c.kubelb.manager.route.spec.Finding;
import io.k8c.kubelb.manager.route.spec.Hostname;
import io.k8c.kubelb.manager.route.spec.ParentRef;
import java.util.List;
import java.util.Optional;

/**
 * What one parentRef of a route leads to.
 *
 * @param bounds the listeners that take the route
 * @param refused why none does
 * @param withheld why some hostnames are not the route's, while others are
 * @param awaited hostnames that are being claimed, while some are the route's
 */
record Attachment(
    ParsedSource route,
    ParentRef parent,
    Assembly assembly,
    List<Bound> bounds,
    Optional<Finding> refused,
    List<Finding> withheld,
    List<Hostname> awaited) {
  Attachment {
    bounds = List.copyOf(bounds);
    withheld = List.copyOf(withheld);
    awaited = List.copyOf(awaited);
  }

  Attachment(
      ParsedSource route,
      ParentRef parent,
      Assembly assembly,
      List<Bound> bounds,
      Optional<Finding> refused) {
    this(route, parent, assembly, bounds, refused, List.of(), List.of());
  }

  /** A listener that takes the route, and for which hostnames. */
  record Bound(Section section, List<Hostname> hostnames) {
    Bound {
      hostnames = List.copyOf(hostnames);
    }
  }

  Attachment with(List<Bound> kept) {
    return new Attachment(route, parent, assembly, kept, refused, withheld, awaited);
  }

  Attachment without(List<Finding> others, List<Hostname> pending) {
    return new Attachment(route, parent, assembly, bounds, refused, others, pending);
  }

  Attachment refusedBy(Finding finding) {
    return new Attachment(route, parent, assembly, List.of(), Optional.of(finding));
  }
}
