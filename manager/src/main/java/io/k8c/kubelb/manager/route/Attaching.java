package io.k8c.kubelb.manager.route;

import io.k8c.kubelb.manager.route.Attachment.Bound;
import io.k8c.kubelb.manager.route.spec.Finding;
import io.k8c.kubelb.manager.route.spec.Hostname;
import io.k8c.kubelb.manager.route.spec.ParentRef;
import io.k8c.kubelb.manager.route.spec.Spec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Which listeners take a route. */
final class Attaching {
  private Attaching() {}

  /** One for each parentRef that leads to a Gateway or ListenerSet of ours. */
  static List<Attachment> of(ParsedSource route, Spec.Route spec, Assemblies assemblies) {
    List<Attachment> attachments = new ArrayList<>();
    for (int i = 0; i < spec.parents().size(); i++) {
      ParentRef parent = spec.parents().get(i);
      route
          .parent(i)
          .flatMap(
              uid -> assemblies.of(uid).map(assembly -> attach(route, spec, parent, uid, assembly)))
          .ifPresent(attachments::add);
    }
    return attachments;
  }

  private static Attachment attach(
      ParsedSource route, Spec.Route spec, ParentRef parent, String uid, Assembly assembly) {
    List<Section> named =
        assembly.of(uid).stream()
            .filter(section -> parent.section().map(section.spec().name()::equals).orElse(true))
            .filter(
                section -> parent.port().map(port -> port == section.spec().port()).orElse(true))
            .toList();
    List<Section> allowed =
        named.stream().filter(section -> isAllowed(route, spec, section)).toList();
    List<Bound> bounds =
        allowed.stream()
            .map(section -> new Bound(section, hostnames(spec, section)))
            .filter(bound -> !bound.hostnames().isEmpty())
            .toList();
    Optional<Finding> refused =
        refused(named, allowed, bounds).or(() -> spec.refusals().stream().findFirst());
    return new Attachment(
        route, parent, assembly, refused.isPresent() ? List.of() : bounds, refused);
  }

  private static Optional<Finding> refused(
      List<Section> named, List<Section> allowed, List<Bound> bounds) {
    if (named.isEmpty()) {
      return Optional.of(
          new Finding(
              "NoMatchingParent",
              "the parent has no listener of this name and port; correct sectionName and port"));
    }
    if (allowed.isEmpty()) {
      return Optional.of(
          new Finding(
              "NotAllowedByListeners",
              "no listener allows routes of this kind from this namespace; see"
                  + " allowedRoutes of the parent"));
    }
    return bounds.isEmpty()
        ? Optional.of(
            new Finding(
                "NoMatchingListenerHostname",
                "no listener serves one of the hostnames of this route; use one of a listener"))
        : Optional.empty();
  }

  private static boolean isAllowed(ParsedSource route, Spec.Route spec, Section section) {
    return section.kinds().contains(spec.kind())
        && section
            .spec()
            .allowed()
            .namespaces()
            .contain(
                section.owner().place().namespace(),
                route.place().namespace(),
                route.place().labels());
  }

  private static List<Hostname> hostnames(Spec.Route spec, Section section) {
    Hostname own = section.spec().hostname();
    return spec.hostnames().isEmpty()
        ? List.of(own)
        : spec.hostnames().stream()
            .flatMap(hostname -> hostname.intersection(own).stream())
            .distinct()
            .toList();
  }
}
