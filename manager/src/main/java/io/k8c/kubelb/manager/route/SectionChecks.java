package io.k8c.kubelb.manager.route;

import io.k8c.kubelb.manager.route.spec.AllowedRoutes;
import io.k8c.kubelb.manager.route.spec.ClientValidationSpec;
import io.k8c.kubelb.manager.route.spec.Finding;
import io.k8c.kubelb.manager.route.spec.GatewaySpec;
import io.k8c.kubelb.manager.route.spec.ListenerSpec;
import io.k8c.kubelb.manager.route.spec.ObjectRef;
import io.k8c.kubelb.manager.route.spec.RouteKind;
import io.k8c.kubelb.manager.route.spec.TlsSpec;
import io.k8c.kubelb.xds.model.Certificate;
import io.k8c.kubelb.xds.model.TlsTermination.ClientValidation;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What is decided of the listeners of one Gateway, each for itself. */
final class SectionChecks {
  private static final String INVALID_CERTIFICATE = "InvalidCertificateRef";

  private final ParsedSource gateway;
  private final GatewaySpec spec;
  private final Certificates certificates;

  SectionChecks(ParsedSource gateway, GatewaySpec spec, Certificates certificates) {
    this.gateway = gateway;
    this.spec = spec;
    this.certificates = certificates;
  }

  /** Whether TLS ends at a listener. */
  static boolean endsTls(ListenerSpec listener) {
    return listener.protocol().equals("HTTPS")
        || (listener.protocol().equals("TLS")
            && !listener.tls().map(TlsSpec::passthrough).orElse(false));
  }

  /**
   * What the other listeners of the Gateway are to one.
   *
   * @param conflict with which of them it is in conflict, and how
   * @param overlap whether those of its port have hostnames in common with it
   * @param datagrams whether one for UDP has its port
   */
  record Others(Optional<Finding> conflict, boolean overlap, boolean datagrams) {}

  Section check(ParsedSource owner, ListenerSpec listener, int place, Others others) {
    List<Finding> unresolved = new ArrayList<>();
    Optional<Finding> refused = refused(listener);
    Optional<ClientValidation> clients = Optional.empty();
    Optional<ClientValidationSpec> validation =
        listener.protocol().equals("HTTPS")
            ? spec.frontend().of(listener.port())
            : Optional.empty();
    if (validation.isPresent()) {
      Authorities authorities = Authorities.of(gateway, validation.get().authorities());
      unresolved.addAll(authorities.findings());
      clients = Optional.of(clients(authorities, validation.get()));
      refused = refused.or(() -> withoutAuthority(authorities));
    }
    return new Section(
        owner.name() + "/" + place,
        owner,
        listener,
        kinds(listener, unresolved),
        refused,
        others.conflict(),
        unresolved,
        others.overlap(),
        endsTls(listener) ? shown(owner, listener, unresolved) : List.of(),
        clients,
        Http3.of(listener, clients.isPresent(), others.datagrams()));
  }

  private static Optional<Finding> refused(ListenerSpec listener) {
    return listener
        .problem()
        .or(
            () ->
                ListenerProtocol.of(listener.protocol()).isPresent()
                    ? Optional.empty()
                    : Optional.of(
                        new Finding(
                            "UnsupportedProtocol",
                            "protocol "
                                + listener.protocol()
                                + " is not served; use HTTP, HTTPS, TLS, TCP or UDP")));
  }

  private static ClientValidation clients(Authorities found, ClientValidationSpec wanted) {
    return new ClientValidation(found.pem(), wanted.insecureFallback());
  }

  private static Optional<Finding> withoutAuthority(Authorities found) {
    return found.pem().isEmpty()
        ? Optional.of(
            new Finding(
                "NoValidCACertificate",
                "no CA certificate for clients can be used; see condition ResolvedRefs"))
        : Optional.empty();
  }

  private static Set<RouteKind> kinds(ListenerSpec listener, List<Finding> unresolved) {
    List<RouteKind> supported =
        ListenerProtocol.of(listener.protocol()).map(ListenerProtocol::kinds).orElse(List.of());
    if (listener.allowed().kinds().isEmpty()) {
      return new LinkedHashSet<>(supported);
    }
    Set<RouteKind> kinds = new LinkedHashSet<>();
    for (AllowedRoutes.Kind wanted : listener.allowed().kinds()) {
      Optional<RouteKind> kind = RouteKind.of(wanted.group(), wanted.kind());
      if (kind.isPresent() && supported.contains(kind.get())) {
        kinds.add(kind.get());
      } else {
        unresolved.add(
            new Finding(
                "InvalidRouteKinds",
                wanted.kind()
                    + " cannot be attached to protocol "
                    + listener.protocol()
                    + "; remove it from allowedRoutes.kinds"));
      }
    }
    return kinds;
  }

  private List<Certificate> shown(
      ParsedSource owner, ListenerSpec listener, List<Finding> unresolved) {
    List<ObjectRef> references = listener.tls().map(TlsSpec::certificates).orElse(List.of());
    if (references.isEmpty()) {
      unresolved.add(
          new Finding(
              INVALID_CERTIFICATE,
              "the listener has no certificate; name one in tls.certificateRefs"));
    }
    List<Certificate> shown = new ArrayList<>();
    for (ObjectRef reference : references) {
      Certificates.Found found = certificates.find(owner, reference, INVALID_CERTIFICATE);
      found.certificate().ifPresent(shown::add);
      found.problem().ifPresent(unresolved::add);
    }
    return shown.stream().distinct().toList();
  }
}
