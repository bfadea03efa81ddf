package io.k8c.kubelb.manager.route;

import io.k8c.kubelb.manager.route.spec.GatewaySpec;
import io.k8c.kubelb.xds.model.Certificate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A Gateway with the listeners that are attached to it.
 *
 * @param byOwner listeners of the Gateway, then those of its ListenerSets by precedence
 * @param sets ListenerSets that are attached
 * @param refused ListenerSets that the Gateway does not let in
 * @param shown the certificate that backends are shown, if any
 */
record Assembly(
    ParsedSource gateway,
    GatewaySpec spec,
    Map<String, List<Section>> byOwner,
    List<ParsedSource> sets,
    List<ParsedSource> refused,
    Certificates.Found shown) {
  Assembly {
    sets = List.copyOf(sets);
    refused = List.copyOf(refused);
  }

  static Assembly of(
      ParsedSource gateway,
      GatewaySpec spec,
      List<Section> sections,
      List<ParsedSource> sets,
      List<ParsedSource> refused,
      Certificates.Found shown) {
    Map<String, List<Section>> byOwner = new LinkedHashMap<>();
    for (Section section : sections) {
      byOwner.computeIfAbsent(section.owner().name(), key -> new ArrayList<>()).add(section);
    }
    return new Assembly(gateway, spec, byOwner, sets, refused, shown);
  }

  /** Name of the certificate that backends are shown. */
  Optional<String> shownName() {
    return shown.certificate().map(Certificate::name);
  }

  /** Listeners of one owner, in the order of its specification. */
  List<Section> of(String owner) {
    return byOwner.getOrDefault(owner, List.of());
  }

  /** Listeners of one owner that are served. */
  long servedOf(ParsedSource owner) {
    return of(owner.name()).stream().filter(Section::isServed).count();
  }

  /** Listeners that keep their hostname to themselves: they are served, or would be if mended. */
  Stream<Section> claiming() {
    return byOwner.values().stream().flatMap(List::stream).filter(Section::claimsHostname);
  }

  Stream<Section> served() {
    return byOwner.values().stream().flatMap(List::stream).filter(Section::isServed);
  }
}
