package io.k8c.kubelb.manager.route;

import io.k8c.kubelb.manager.route.spec.Finding;
import io.k8c.kubelb.manager.route.spec.Hostname;
import io.k8c.kubelb.manager.route.spec.ListenerSpec;
import io.k8c.kubelb.manager.route.spec.RouteKind;
import io.k8c.kubelb.xds.model.Certificate;
import io.k8c.kubelb.xds.model.TlsTermination.ClientValidation;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A listener of a Gateway or ListenerSet, with what is decided of it.
 *
 * @param key unique in the tenant
 * @param owner the Gateway or ListenerSet
 * @param kinds of routes that it takes
 * @param refused why it is not accepted
 * @param conflict with which other listeners it is in conflict, and how
 * @param unresolved what it refers to and cannot have
 * @param overlaps whether other listeners of its port have hostnames in common with it
 * @param certificates that it shows, where it ends TLS
 * @param clients whose certificates it asks for
 * @param http3 whether it takes HTTP/3 too
 */
record Section(
    String key,
    ParsedSource owner,
    ListenerSpec spec,
    Set<RouteKind> kinds,
    Optional<Finding> refused,
    Optional<Finding> conflict,
    List<Finding> unresolved,
    boolean overlaps,
    List<Certificate> certificates,
    Optional<ClientValidation> clients,
    Http3 http3) {
  Section {
    kinds = Set.copyOf(kinds);
    unresolved = List.copyOf(unresolved);
    certificates = List.copyOf(certificates);
  }

  /** What keeps it from being served. */
  Optional<Finding> obstacle() {
    return conflict.or(() -> refused).or(() -> isUsable() ? Optional.empty() : firstUnresolved());
  }

  boolean isServed() {
    return obstacle().isEmpty();
  }

  /** Whether its hostname is nobody else's, even while its certificate is broken. */
  boolean claimsHostname() {
    return isServed()
        || (conflict.isEmpty() && SectionChecks.endsTls(spec) && spec.problem().isEmpty());
  }

  /** Whether it needs a UDP port beside its own, even while its certificate is broken. */
  boolean wantsHttp3() {
    return claimsHostname() && http3.on();
  }

  Optional<Finding> firstUnresolved() {
    return unresolved.stream().findFirst();
  }

  Hostname hostname() {
    return spec.hostname();
  }

  /** The protocol of a listener that is served. */
  ListenerProtocol protocol() {
    return ListenerProtocol.of(spec.protocol()).orElseThrow();
  }

  private boolean isUsable() {
    return !kinds.isEmpty() && (!SectionChecks.endsTls(spec) || !certificates.isEmpty());
  }
}
