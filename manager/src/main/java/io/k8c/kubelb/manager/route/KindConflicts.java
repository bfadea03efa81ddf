package io.k8c.kubelb.manager.route;

import io.k8c.kubelb.manager.route.Attachment.Bound;
import io.k8c.kubelb.manager.route.spec.Finding;
import io.k8c.kubelb.manager.route.spec.Hostname;
import io.k8c.kubelb.manager.route.spec.RouteKind;
import io.k8c.kubelb.manager.route.spec.Spec;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * On one listener a hostname belongs either to HTTPRoutes or to GRPCRoutes: the oldest route
 * decides, as the standard has it.
 */
final class KindConflicts {
  private static final Finding REFUSED =
      new Finding(
          "HostnameConflict",
          "an older route of the other kind, HTTPRoute or GRPCRoute, has a hostname of this route"
              + " on the same listener; use another hostname");

  private final Map<String, Map<RouteKind, Taken>> listeners = new HashMap<>();

  private KindConflicts() {}

  /** Hostnames that routes of one kind have, and all that covers one of them. */
  private record Taken(Set<Hostname> names, Set<Hostname> wider) {
    Taken() {
      this(new HashSet<>(), new HashSet<>());
    }

    void add(Hostname name) {
      names.add(name);
      wider.addAll(name.andWider());
    }

    boolean overlaps(Hostname name) {
      return wider.contains(name) || name.andWider().stream().anyMatch(names::contains);
    }
  }

  /** The attachments, without those that older routes of the other kind exclude. */
  static List<Attachment> settle(List<Attachment> attachments) {
    if (attachments.stream()
            .map(KindConflicts::kind)
            .filter(KindConflicts::hasHostnames)
            .distinct()
            .count()
        < 2) {
      return attachments;
    }
    KindConflicts conflicts = new KindConflicts();
    List<Attachment> settled = new ArrayList<>();
    attachments.stream()
        .sorted(Comparator.comparing(Attachment::route, ParsedSource.OLDEST_FIRST))
        .forEach(attachment -> settled.add(conflicts.settle(attachment)));
    return settled;
  }

  private static RouteKind kind(Attachment attachment) {
    return attachment.route().spec() instanceof Spec.Route spec ? spec.kind() : RouteKind.HTTP;
  }

  private static boolean hasHostnames(RouteKind kind) {
    return kind == RouteKind.HTTP || kind == RouteKind.GRPC;
  }

  private Attachment settle(Attachment attachment) {
    RouteKind kind = kind(attachment);
    if (!hasHostnames(kind)) {
      return attachment;
    }
    List<Bound> kept =
        attachment.bounds().stream().filter(bound -> !isExcluded(kind, bound)).toList();
    kept.forEach(bound -> bound.hostnames().forEach(taken(bound, kind)::add));
    return kept.isEmpty() && attachment.refused().isEmpty()
        ? attachment.refusedBy(REFUSED)
        : attachment.with(kept);
  }

  private boolean isExcluded(RouteKind kind, Bound bound) {
    Taken others = taken(bound, kind == RouteKind.HTTP ? RouteKind.GRPC : RouteKind.HTTP);
    return bound.hostnames().stream().anyMatch(others::overlaps);
  }

  private Taken taken(Bound bound, RouteKind kind) {
    return listeners
        .computeIfAbsent(bound.section().key(), key -> new EnumMap<>(RouteKind.class))
        .computeIfAbsent(kind, key -> new Taken());
  }
}
