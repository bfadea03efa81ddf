package io.k8c.kubelb.manager.route;

import io.k8c.kubelb.api.IngressAddresses;
import io.k8c.kubelb.manager.route.spec.IngressSpec;
import java.util.List;

/**
 * Ingresses that share an address.
 *
 * @param name that stands for a Route's: of the Ingress where it is alone
 * @param members the oldest first
 */
record IngressGroup(String name, List<Member> members) {
  IngressGroup {
    members = List.copyOf(members);
  }

  /** An Ingress. */
  record Member(ParsedSource source, IngressSpec spec) {}

  static List<IngressGroup> of(List<ParsedSource> sources, IngressAddresses addresses) {
    List<Member> all =
        sources.stream()
            .filter(source -> source.spec() instanceof IngressSpec)
            .sorted(ParsedSource.OLDEST_FIRST)
            .map(source -> new Member(source, (IngressSpec) source.spec()))
            .toList();
    if (all.isEmpty()) {
      return List.of();
    }
    return switch (addresses) {
      case SHARED -> List.of(new IngressGroup(Ingresses.SHARED, all));
      case PER_INGRESS ->
          all.stream()
              .map(member -> new IngressGroup(member.source().name(), List.of(member)))
              .toList();
    };
  }

  boolean isShared() {
    return name.equals(Ingresses.SHARED);
  }
}
