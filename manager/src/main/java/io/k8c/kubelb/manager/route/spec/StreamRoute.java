package io.k8c.kubelb.manager.route.spec;

import java.util.List;

/** A route that passes bytes on unread: a TLSRoute, a TCPRoute or a UDPRoute. */
public record StreamRoute(
    RouteKind kind,
    List<ParentRef> parents,
    List<Hostname> hostnames,
    List<BackendRef> backends,
    List<Finding> refusals,
    List<String> ignored)
    implements Spec.Route {
  public StreamRoute {
    parents = List.copyOf(parents);
    hostnames = List.copyOf(hostnames);
    backends = List.copyOf(backends);
    refusals = List.copyOf(refusals);
    ignored = List.copyOf(ignored);
  }

  /** Reads {@code spec}. */
  public static StreamRoute of(RouteKind kind, Tree tree) {
    Findings findings = new Findings();
    Hostnames hostnames = Hostnames.of(tree);
    hostnames.findings().forEach(finding -> findings.unsupported(finding.message()));
    List<BackendRef> backends =
        tree.list("rules", rule -> BackendRef.list(rule, findings)).stream()
            .flatMap(List::stream)
            .toList();
    return new StreamRoute(
        kind,
        tree.list("parentRefs", ParentRef::of),
        kind == RouteKind.TLS ? hostnames.names() : List.of(),
        backends,
        findings.list(),
        Ignored.fields("spec.", tree, "useDefaultGateways"));
  }
}
