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
  private final Certificates certificates;
  private final Map<String, Assembly> byParent = new HashMap<>();
  private final Map<String, Assembly> byGateway = new LinkedHashMap<>();

  Assemblies(List<ParsedSource> sources, Certificates certificates) {
    this.certificates = certificates;
    Map<String, List<ParsedSource>> sets = new HashMap<>();
    for (ParsedSource source : sources) {
      if (source.spec() instanceof ListenerSetSpec) {
        source
            .parent(0)
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

  private Assembly assemble(ParsedSource gateway, GatewaySpec spec, List<ParsedSource> sets) {
    List<ParsedSource> allowed = new ArrayList<>();
    List<ParsedSource> refused = new ArrayList<>();
    for (ParsedSource set : sets) {
      boolean contained =
          spec.allowedListeners()
              .contain(gateway.self().namespace(), set.self().namespace(), set.namespaceLabels());
      (contained ? allowed : refused).add(set);
    }
    List<Placed> placed = new ArrayList<>(placed(gateway, 0));
    for (int i = 0; i < allowed.size(); i++) {
      placed.addAll(placed(allowed.get(i), i + 1));
    }
    SectionChecks checks = new SectionChecks(gateway, spec, certificates);
    return Assembly.of(gateway, spec, sections(placed, checks), allowed, refused);
  }

  /** A listener, the place of its owner among all owners, and its own in it. */
  private record Placed(ParsedSource owner, int rank, ListenerSpec spec, int place) {
    Optional<ListenerProtocol> protocol() {
      return ListenerProtocol.of(spec.protocol());
    }
  }

  private static List<Placed> placed(ParsedSource owner, int rank) {
    List<Placed> placed = new ArrayList<>();
    if (owner.spec() instanceof Spec.Listeners spec) {
      for (ListenerSpec listener : spec.listeners()) {
        placed.add(new Placed(owner, rank, listener, placed.size()));
      }
    }
    return placed;
  }

  private static List<Section> sections(List<Placed> placed, SectionChecks checks) {
    Conflicts conflicts = new Conflicts();
    Overlaps overlaps = new Overlaps();
    for (Placed entry : placed) {
      entry.protocol().ifPresent(kind -> conflicts.add(entry.rank(), kind, entry.spec()));
      overlaps.add(entry.spec());
    }
    return placed.stream()
        .map(
            entry ->
                checks.check(
                    entry.owner(),
                    entry.spec(),
                    entry.place(),
                    entry
                        .protocol()
                        .flatMap(kind -> conflicts.of(entry.rank(), kind, entry.spec())),
                    overlaps.has(entry.spec())))
        .toList();
  }
}
