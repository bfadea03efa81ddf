package io.k8c.kubelb.manager.route;

import io.k8c.kubelb.manager.route.spec.BackendTlsPolicy;
import io.k8c.kubelb.manager.route.spec.ObjectName;
import io.k8c.kubelb.manager.route.spec.Spec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The BackendTLSPolicies of a tenant. Of several for the same target the oldest is in force, and
 * one for a port of a Service before one for all of it (GEP-713, GEP-1897).
 */
public final class Policies {
  private final List<Entry> entries = new ArrayList<>();
  private final Map<ObjectName, List<Entry>> byService = new HashMap<>();

  /**
   * A policy.
   *
   * @param source that asks for it
   * @param authorities that it trusts
   * @param conflicted whether an older one is for the same target
   */
  record Entry(
      ParsedSource source, BackendTlsPolicy policy, Authorities authorities, boolean conflicted) {
    /** Services that it is for. */
    List<ObjectName> services() {
      return policy.targets().stream()
          .filter(target -> target.kind().equals("Service"))
          .map(target -> new ObjectName("", "Service", source.self().namespace(), target.name()))
          .distinct()
          .toList();
    }

    /** Whether there is a certificate by which a backend can be verified. */
    boolean isAnchored() {
      return policy.systemAuthorities() || !authorities.pem().isEmpty();
    }
  }

  private record Claim(ObjectName service, Optional<String> section) {}

  public Policies(List<ParsedSource> sources) {
    Set<Claim> claimed = new HashSet<>();
    sources.stream()
        .filter(source -> source.spec() instanceof Spec.Policy)
        .sorted(ParsedSource.OLDEST_FIRST)
        .forEach(source -> add(source, ((Spec.Policy) source.spec()).policy(), claimed));
  }

  private void add(ParsedSource source, BackendTlsPolicy policy, Set<Claim> claimed) {
    boolean conflicted = false;
    for (BackendTlsPolicy.Target target : policy.targets()) {
      ObjectName name = new ObjectName("", target.kind(), source.self().namespace(), target.name());
      conflicted |= !claimed.add(new Claim(name, target.section()));
    }
    Entry entry =
        new Entry(source, policy, Authorities.of(source, policy.authorities()), conflicted);
    entries.add(entry);
    entry
        .services()
        .forEach(service -> byService.computeIfAbsent(service, _ -> new ArrayList<>()).add(entry));
  }

  List<Entry> all() {
    return List.copyOf(entries);
  }

  /** Who asks how a Service is spoken to; the oldest, where several do. */
  public Optional<ParsedSource> source(ObjectName service) {
    return byService.getOrDefault(service, List.of()).stream().map(Entry::source).findFirst();
  }

  /** The policy in force for a port of a Service, which need not have a name. */
  Optional<Entry> of(ObjectName service, Optional<String> port) {
    List<Entry> own = byService.getOrDefault(service, List.of());
    return port.flatMap(name -> first(own, service, Optional.of(name)))
        .or(() -> first(own, service, Optional.empty()));
  }

  private static Optional<Entry> first(
      List<Entry> entries, ObjectName service, Optional<String> section) {
    return entries.stream()
        .filter(entry -> entry.policy().isFor(service.name(), section))
        .findFirst();
  }
}
