package io.k8c.kubelb.manager.route;

import io.k8c.kubelb.api.Reason;
import io.k8c.kubelb.api.RouteFacts;
import io.k8c.kubelb.manager.route.spec.BackendRef;
import io.k8c.kubelb.manager.route.spec.IngressBackend;
import io.k8c.kubelb.manager.route.spec.IngressPolicy;
import io.k8c.kubelb.manager.route.spec.ObjectName;
import io.k8c.kubelb.manager.route.spec.RouteKind;
import io.k8c.kubelb.xds.model.HeaderEdits;
import io.k8c.kubelb.xds.model.Upstream;
import io.k8c.kubelb.xds.model.UpstreamTls;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The upstreams that Ingresses lead to; what leads nowhere is answered by 503. */
final class IngressBackends {
  /** Nobody said by which name or authority the certificate could be verified. */
  private static final UpstreamTls UNVERIFIED =
      new UpstreamTls("", Optional.empty(), List.of(), false, Optional.empty());

  /** Ports that a message has room for. */
  private static final int SHOWN = 8;

  private final Backends backends;
  private final IngressRemarks remarks;
  private final Map<String, Upstream> used = new LinkedHashMap<>();

  IngressBackends(Backends backends, IngressRemarks remarks) {
    this.backends = backends;
    this.remarks = remarks;
  }

  /** Everything that was looked up. */
  Collection<Upstream> used() {
    return used.values();
  }

  /** The upstream for requests. */
  String requests(ParsedSource ingress, IngressPolicy policy, IngressBackend backend) {
    return use(
        lookUp(
                ingress,
                backend,
                policy.protocol().isGrpc() ? RouteKind.GRPC : RouteKind.HTTP,
                policy.protocol().isTls() ? Optional.of(UNVERIFIED) : Optional.empty())
            .map(upstream -> varied(upstream, policy)));
  }

  /** The upstream for connections that are passed on unread. */
  String connections(ParsedSource ingress, IngressBackend backend) {
    return use(lookUp(ingress, backend, RouteKind.TLS, Optional.empty()));
  }

  private String use(Optional<Upstream> found) {
    Upstream upstream = found.orElse(Backends.UNAVAILABLE);
    used.put(upstream.name(), upstream);
    return upstream.name();
  }

  private Optional<Upstream> lookUp(
      ParsedSource ingress, IngressBackend backend, RouteKind kind, Optional<UpstreamTls> unsaid) {
    if (backend.refused().isPresent()) {
      remarks.add(ingress, Reason.UNSUPPORTED_FIELD, backend.refused().get());
      return Optional.empty();
    }
    Optional<Integer> port = backend.port().or(() -> named(ingress, backend));
    if (port.isEmpty() && backend.portName().isPresent() && service(ingress, backend).isPresent()) {
      remarks.add(
          ingress,
          Reason.INVALID_REFERENCE,
          "Service "
              + backend.service()
              + " has no port named "
              + backend.portName().get()
              + "; "
              + named(service(ingress, backend).get()));
      return Optional.empty();
    }
    BackendRef reference =
        new BackendRef(
            "",
            "Service",
            Optional.empty(),
            backend.service(),
            port,
            1,
            HeaderEdits.NONE,
            HeaderEdits.NONE);
    Backends.Target target = backends.target(ingress, kind, reference, Optional.empty(), unsaid);
    target
        .problem()
        .ifPresent(
            problem ->
                remarks.add(
                    ingress,
                    problem.reason().equals(Reason.NO_ENDPOINTS.word())
                        ? Reason.NO_ENDPOINTS
                        : Reason.INVALID_REFERENCE,
                    problem.message()));
    return target.upstream();
  }

  private static String named(RouteFacts.Reference service) {
    List<String> names =
        service.ports().stream()
            .map(RouteFacts.Port::name)
            .filter(name -> name != null && !name.isEmpty())
            .limit(SHOWN)
            .toList();
    return names.isEmpty() ? "use the number of one" : "use " + String.join(" or ", names);
  }

  private static Optional<Integer> named(ParsedSource ingress, IngressBackend backend) {
    return service(ingress, backend).stream()
        .flatMap(service -> service.ports().stream())
        .filter(port -> backend.portName().filter(name -> name.equals(port.name())).isPresent())
        .map(RouteFacts.Port::port)
        .findFirst();
  }

  private static Optional<RouteFacts.Reference> service(
      ParsedSource ingress, IngressBackend backend) {
    return ingress
        .reference(new ObjectName("", "Service", ingress.self().namespace(), backend.service()))
        .filter(RouteFacts.Reference::found);
  }

  private static Upstream varied(Upstream upstream, IngressPolicy policy) {
    boolean sticky = policy.affinity().isPresent();
    if (!sticky && policy.connectTimeout().isEmpty()) {
      return upstream;
    }
    String name =
        upstream.name()
            + (sticky ? "/sticky" : "")
            + policy.connectTimeout().map(time -> "/" + time.toSeconds() + "s").orElse("");
    return new Upstream(
        name,
        upstream.endpoints(),
        sticky,
        upstream.proxyProtocol(),
        upstream.healthCheck(),
        upstream.dialect(),
        upstream.tls(),
        upstream.responseHeaderKilobytes(),
        policy.connectTimeout());
  }
}
