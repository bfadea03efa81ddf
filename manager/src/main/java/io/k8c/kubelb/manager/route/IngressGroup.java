package io.k8c.kubelb.manager.route;

import io.k8c.kubelb.api.IngressAddresses;
import io.k8c.kubelb.manager.route.spec.IngressSpec;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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

  /** The address that it had, unless another one of the sources had it too. */
  Optional<String> previousAddress(List<ParsedSource> sources) {
    List<String> own = members.stream().map(Member::source).flatMap(IngressGroup::had).toList();
    Set<String> names =
        members.stream().map(member -> member.source().name()).collect(Collectors.toSet());
    return own.stream()
        .distinct()
        .filter(
            address ->
                sources.stream()
                    .filter(source -> !names.contains(source.name()))
                    .flatMap(IngressGroup::had)
                    .noneMatch(address::equals))
        .findFirst();
  }

  private static Stream<String> had(ParsedSource source) {
    return source.announced().stream()
        .map(text -> text.split(",", 2)[0])
        .filter(AddressStanding::isIp);
  }

  boolean isShared() {
    return name.equals(Ingresses.SHARED);
  }
}
