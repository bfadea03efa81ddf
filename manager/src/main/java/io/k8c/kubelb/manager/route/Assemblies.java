package io.k8c.kubelb.manager.route;

import io.k8c.kubelb.manager.route.SectionChecks.Others;
import io.k8c.kubelb.manager.route.spec.Finding;
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
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

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
    List<ParsedSource> owners = new ArrayList<>(List.of(gateway));
    owners.addAll(allowed);
    SectionChecks checks = new SectionChecks(gateway, spec, certificates);
    return Assembly.of(
        gateway, spec, sections(owners, checks), allowed, refused, shown(gateway, spec));
  }

  private Certificates.Found shown(ParsedSource gateway, GatewaySpec spec) {
    return spec.backendCertificate()
        .map(reference -> certificates.find(gateway, reference, "InvalidClientCertificateRef"))
        .orElse(new Certificates.Found(Optional.empty(), Optional.empty()));
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Assemblies assemblies
        && assemblies.byParent.equals(byParent)
        && assemblies.byGateway.equals(byGateway);
  }

  @Override
  public int hashCode() {
    return byParent.hashCode();
  }

  private static List<Section> sections(List<ParsedSource> owners, SectionChecks checks) {
    Conflicts conflicts = new Conflicts();
    Overlaps overlaps = new Overlaps();
    owners.forEach(owner -> listeners(owner).forEach(overlaps::add));
    Set<Integer> datagrams = datagrams(owners);
    List<Section> sections = new ArrayList<>();
    for (ParsedSource owner : owners) {
      List<ListenerSpec> own = listeners(owner);
      List<Optional<Finding>> found = conflicts.of(own);
      for (int i = 0; i < own.size(); i++) {
        ListenerSpec listener = own.get(i);
        Others others =
            new Others(found.get(i), overlaps.has(listener), datagrams.contains(listener.port()));
        sections.add(checks.check(owner, listener, i, others));
      }
    }
    return sections;
  }

  /** Ports of listeners for UDP. */
  private static Set<Integer> datagrams(List<ParsedSource> owners) {
    return owners.stream()
        .flatMap(owner -> listeners(owner).stream())
        .filter(listener -> listener.protocol().equals(ListenerProtocol.UDP.name()))
        .map(ListenerSpec::port)
        .collect(Collectors.toSet());
  }

  private static List<ListenerSpec> listeners(ParsedSource owner) {
    return owner.spec() instanceof Spec.Listeners spec ? spec.listeners() : List.of();
  }
}
