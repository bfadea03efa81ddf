package io.k8c.kubelb.manager.route;

import io.k8c.kubelb.manager.route.spec.GatewaySpec;
import io.k8c.kubelb.manager.route.spec.ListenerSetSpec;
import io.k8c.kubelb.manager.route.spec.ListenerSpec;
import io.k8c.kubelb.manager.route.spec.Spec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The Gateways of a tenant with everything that is attached to them. */
final class Assemblies {
  private final Map<String, Assembly> byParent = new HashMap<>();
  private final Map<String, Assembly> byGateway = new LinkedHashMap<>();

  Assemblies(List<ParsedSource> sources) {
    Map<String, List<ParsedSource>> sets = new HashMap<>();
    for (ParsedSource source : sources) {
      if (source.spec() instanceof ListenerSetSpec && !source.parents().isEmpty()) {
        source
            .parents()
            .getFirst()
            .ifPresent(uid -> sets.computeIfAbsent(uid, key -> new ArrayList<>()).add(source));
      }
    }
    for (ParsedSource source : sources) {
      if (source.spec() instanceof GatewaySpec spec) {
        List<ParsedSource> own = sets.getOrDefault(source.name(), List.of());
        Assembly assembly =
            assemble(source, spec, own.stream().sorted(ParsedSource.OLDEST_FIRST).toList());
        byGateway.put(source.name(), assembly);
        byParent.put(source.name(), assembly);
        own.forEach(set -> byParent.put(set.name(), assembly));
      }
    }
  }

  Iterable<Assembly> all() {
    return byGateway.values();
  }

  /** What a Gateway or ListenerSet belongs to. */
  Optional<Assembly> of(String parent) {
    return Optional.ofNullable(byParent.get(parent));
  }

  private static Assembly assemble(
      ParsedSource gateway, GatewaySpec spec, List<ParsedSource> sets) {
    List<ParsedSource> owners = new ArrayList<>(List.of(gateway));
    List<ParsedSource> refused = new ArrayList<>();
    for (ParsedSource set : sets) {
      boolean allowed =
          spec.allowedListeners()
              .contain(gateway.self().namespace(), set.self().namespace(), set.namespaceLabels());
      (allowed ? owners : refused).add(set);
    }
    return new Assembly(gateway, spec, sections(owners), owners.subList(1, owners.size()), refused);
  }

  private static List<Section> sections(List<ParsedSource> owners) {
    Conflicts conflicts = new Conflicts();
    for (int rank = 0; rank < owners.size(); rank++) {
      for (ListenerSpec listener : listeners(owners.get(rank))) {
        int place = rank;
        ListenerProtocol.of(listener.protocol())
            .ifPresent(protocol -> conflicts.add(place, protocol, listener));
      }
    }
    List<Section> sections = new ArrayList<>();
    for (int rank = 0; rank < owners.size(); rank++) {
      for (ListenerSpec listener : listeners(owners.get(rank))) {
        int place = rank;
        sections.add(
            SectionChecks.check(
                owners.get(rank),
                listener,
                ListenerProtocol.of(listener.protocol())
                    .flatMap(protocol -> conflicts.of(place, protocol, listener))));
      }
    }
    return sections;
  }

  private static List<ListenerSpec> listeners(ParsedSource owner) {
    return owner.spec() instanceof Spec.Listeners spec ? spec.listeners() : List.of();
  }
}
