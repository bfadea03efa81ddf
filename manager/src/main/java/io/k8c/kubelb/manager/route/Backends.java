package io.k8c.kubelb.manager.route;

import io.k8c.kubelb.api.Protocol;
import io.k8c.kubelb.api.Reason;
import io.k8c.kubelb.api.RouteFacts;
import io.k8c.kubelb.manager.plan.NodeEndpoints;
import io.k8c.kubelb.manager.route.spec.BackendRef;
import io.k8c.kubelb.manager.route.spec.Finding;
import io.k8c.kubelb.manager.route.spec.ObjectName;
import io.k8c.kubelb.manager.route.spec.RouteKind;
import io.k8c.kubelb.xds.model.Dialect;
import io.k8c.kubelb.xds.model.HealthCheck;
import io.k8c.kubelb.xds.model.Upstream;
import io.k8c.kubelb.xds.model.UpstreamTls;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The upstreams that backends of routes lead to: one for each port of a Service and each way of
 * speaking to it, whatever the number of rules.
 */
final class Backends {
  /** An upstream that is not there: what would go to it is answered by 500. */
  static final String NONE = "none";

  /** Ports that a message has room for. */
  private static final int SHOWN = 8;

  /** An upstream without endpoints: 503, which gRPC calls UNAVAILABLE. */
  static final Upstream UNAVAILABLE =
      new Upstream("service/none/0/tcp", List.of(), false, false, Optional.empty());

  /** All that backends depend on, but for the routes that name them. */
  record Inputs(
      String tenant,
      NodeEndpoints nodes,
      Duration checkInterval,
      int responseKilobytes,
      List<Policies.Entry> policies) {}

  private final String owner;
  private final NodeEndpoints nodes;
  private final Duration checkInterval;
  private final int responseKilobytes;
  private final Policies policies;
  private final Map<String, Upstream> known = new HashMap<>();

  Backends(Inputs inputs, Policies policies) {
    this(
        inputs.tenant(),
        inputs.nodes(),
        inputs.checkInterval(),
        inputs.responseKilobytes(),
        policies);
  }

  /**
   * Backends of a tenant.
   *
   * @param tenant namespace of the tenant, where a proxy serves several: it alone may say what its
   *     UIDs lead to; else empty
   */
  Backends(
      String tenant,
      NodeEndpoints nodes,
      Duration checkInterval,
      int responseKilobytes,
      Policies policies) {
    this.owner = tenant.isEmpty() ? "" : tenant + "/";
    this.responseKilobytes = responseKilobytes;
    this.nodes = nodes;
    this.checkInterval = checkInterval;
    this.policies = policies;
  }

  /** Where a backend leads to, or why nowhere. */
  record Target(Optional<Upstream> upstream, Optional<Finding> problem) {
    static Target missing(String reason, String message) {
      return new Target(Optional.empty(), Optional.of(new Finding(reason, message)));
    }
  }

  /**
   * Looks a backend up.
   *
   * @param certificate name of the one that the Gateway shows to backends that speak TLS
   */
  Target target(
      ParsedSource route, RouteKind kind, BackendRef backend, Optional<String> certificate) {
    return target(route, kind, backend, certificate, Optional.empty());
  }

  /**
   * Looks a backend up.
   *
   * @param certificate name of the one that the Gateway shows to backends that speak TLS
   * @param unsaid how it is spoken to over TLS where no policy says it
   */
  Target target(
      ParsedSource route,
      RouteKind kind,
      BackendRef backend,
      Optional<String> certificate,
      Optional<UpstreamTls> unsaid) {
    ObjectName name = backend.target(route.self().namespace());
    if (!backend.group().isEmpty() || !backend.kind().equals("Service")) {
      return Target.missing(
          "InvalidKind", "backends of kind " + backend.kind() + " are not served; use a Service");
    }
    Optional<RouteFacts.Reference> fact = route.reference(name);
    if (!name.namespace().equals(route.self().namespace())
        && !fact.map(RouteFacts.Reference::granted).orElse(route.isCut(name))) {
      return Target.missing(Certificates.NOT_PERMITTED, name.notGranted());
    }
    Optional<RouteFacts.Reference> service = fact.filter(RouteFacts.Reference::found);
    String uid = service.map(RouteFacts.Reference::uid).orElse("");
    if (service.isEmpty() || uid.isEmpty()) {
      return Target.missing("BackendNotFound", route.missing(name));
    }
    Protocol protocol = kind == RouteKind.UDP ? Protocol.UDP : Protocol.TCP;
    return service.get().ports().stream()
        .filter(port -> backend.port().filter(number -> number == port.port()).isPresent())
        .filter(port -> protocol(port) == protocol)
        .findFirst()
        .map(
            port ->
                target(
                    kind,
                    service.get(),
                    uid,
                    port,
                    tls(kind, service.get(), port, certificate, unsaid)))
        .orElseGet(
            () ->
                Target.missing("BackendNotFound", noPort(name, backend, protocol, service.get())));
  }

  private static String noPort(
      ObjectName name, BackendRef backend, Protocol protocol, RouteFacts.Reference service) {
    List<String> others =
        service.ports().stream()
            .filter(port -> protocol(port) == protocol)
            .map(port -> String.valueOf(port.port()))
            .distinct()
            .toList();
    String remedy =
        service.problem() != null
            ? ": " + service.problem()
            : others.isEmpty()
                ? "; name a Service that has one"
                : "; use " + String.join(" or ", others.stream().limit(SHOWN).toList());
    return backend
        .port()
        .map(port -> name + " has no " + protocol + " port " + port + remedy)
        .orElseGet(() -> "the port of " + name + " is not named" + remedy);
  }

  private static Protocol protocol(RouteFacts.Port port) {
    return Objects.requireNonNullElse(port.protocol(), Protocol.TCP);
  }

  private BackendTls tls(
      RouteKind kind,
      RouteFacts.Reference service,
      RouteFacts.Port port,
      Optional<String> certificate,
      Optional<UpstreamTls> unsaid) {
    if (!isRequests(kind)) {
      return BackendTls.NONE;
    }
    ObjectName name = new ObjectName("", "Service", service.namespace(), service.name());
    return policies
        .of(name, Optional.ofNullable(port.name()))
        .map(entry -> BackendTls.of(entry, certificate))
        .orElse(BackendTls.NONE)
        .or(unsaid);
  }

  private static boolean isRequests(RouteKind kind) {
    return kind == RouteKind.HTTP || kind == RouteKind.GRPC;
  }

  private Target target(
      RouteKind kind,
      RouteFacts.Reference service,
      String uid,
      RouteFacts.Port port,
      BackendTls tls) {
    Optional<Finding> problem = tls.problem();
    if (isRequests(kind)
        && tls.tls().isEmpty()
        && problem.isEmpty()
        && AppProtocol.needsTls(port)) {
      problem =
          Optional.of(
              new Finding(
                  "UnsupportedProtocol",
                  "port "
                      + port.port()
                      + " speaks "
                      + port.appProtocol()
                      + "; say by a BackendTLSPolicy how its certificate is verified"));
    }
    if (problem.isPresent()) {
      return new Target(Optional.empty(), problem);
    }
    Upstream upstream = upstream(service, uid, port, AppProtocol.dialect(kind, port), tls.tls());
    return new Target(
        Optional.of(upstream),
        upstream.endpoints().isEmpty() ? Optional.of(unreached(service, port)) : Optional.empty());
  }

  /** Why no node leads to a port that is there: it answers by 503 until one does. */
  private Finding unreached(RouteFacts.Reference service, RouteFacts.Port port) {
    String problem = service.problem();
    String message =
        "the tenant cluster has announced no node; look at its nodes and the log of its CCM";
    if (port.nodePort() == 0) {
      message = problem == null ? "it has no node port; wait for the CCM to give it one" : problem;
    } else if (!nodes.of(service).problems().isEmpty()) {
      message = nodes.of(service).problems().getFirst();
    }
    return new Finding(
        Reason.NO_ENDPOINTS.word(),
        "nothing serves port "
            + port.port()
            + " of Service "
            + service.namespace()
            + "/"
            + service.name()
            + ": "
            + message);
  }

  private Upstream upstream(
      RouteFacts.Reference service,
      String uid,
      RouteFacts.Port port,
      Dialect dialect,
      Optional<UpstreamTls> tls) {
    String name =
        "service/"
            + owner
            + uid
            + "/"
            + port.port()
            + "/"
            + protocol(port).name().toLowerCase(Locale.ROOT)
            + (dialect == Dialect.HTTP2 ? "/http2" : "")
            + (tls.isPresent() ? "/tls" : "")
            + tls.flatMap(UpstreamTls::certificate)
                .map(certificate -> "/" + certificate)
                .orElse("");
    return known.computeIfAbsent(
        name,
        key ->
            new Upstream(
                key,
                port.nodePort() > 0 ? nodes.of(service).at(port.nodePort()) : List.of(),
                false,
                false,
                protocol(port) == Protocol.TCP
                    ? Optional.of(new HealthCheck(checkInterval))
                    : Optional.empty(),
                dialect,
                tls,
                responseKilobytes));
  }
}
