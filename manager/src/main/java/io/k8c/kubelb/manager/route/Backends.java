package io.k8c.kubelb.manager.route;

import io.k8c.kubelb.api.Protocol;
import io.k8c.kubelb.api.RouteFacts;
import io.k8c.kubelb.manager.plan.NodeEndpoints;
import io.k8c.kubelb.manager.route.spec.BackendRef;
import io.k8c.kubelb.manager.route.spec.Finding;
import io.k8c.kubelb.manager.route.spec.ObjectName;
import io.k8c.kubelb.xds.model.Dialect;
import io.k8c.kubelb.xds.model.HealthCheck;
import io.k8c.kubelb.xds.model.Upstream;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The upstreams that backends of routes lead to, one for each port of a Service. */
final class Backends {
  /** An upstream that is not there: what would go to it is answered by 500. */
  static final String NONE = "none";

  private final NodeEndpoints nodes;
  private final Duration checkInterval;
  private final Map<String, Upstream> known = new HashMap<>();

  Backends(NodeEndpoints nodes, Duration checkInterval) {
    this.nodes = nodes;
    this.checkInterval = checkInterval;
  }

  /** Where a backend leads to, or why nowhere. */
  record Target(Optional<Upstream> upstream, Optional<Finding> problem) {
    static Target missing(String reason, String message) {
      return new Target(Optional.empty(), Optional.of(new Finding(reason, message)));
    }

    String name() {
      return upstream.map(Upstream::name).orElse(NONE);
    }
  }

  Target target(ParsedSource route, BackendRef backend) {
    ObjectName name = backend.target(route.self().namespace());
    if (!backend.group().isEmpty() || !backend.kind().equals("Service")) {
      return Target.missing(
          "InvalidKind", "backends of kind " + backend.kind() + " are not served; use a Service");
    }
    Optional<RouteFacts.Reference> found = route.reference(name);
    if (!name.namespace().equals(route.self().namespace())
        && !found.map(RouteFacts.Reference::granted).orElse(false)) {
      return Target.missing(
          "RefNotPermitted",
          name + " is in another namespace, and no ReferenceGrant there allows it");
    }
    Optional<String> uid =
        found
            .filter(RouteFacts.Reference::found)
            .map(RouteFacts.Reference::uid)
            .filter(text -> !text.isEmpty());
    if (uid.isEmpty()) {
      return Target.missing("BackendNotFound", name + " does not exist");
    }
    return found.get().ports().stream()
        .filter(port -> backend.port().map(number -> number == port.port()).orElse(false))
        .filter(port -> Objects.requireNonNullElse(port.protocol(), Protocol.TCP) == Protocol.TCP)
        .findFirst()
        .map(port -> new Target(Optional.of(upstream(uid.get(), port)), Optional.empty()))
        .orElseGet(
            () ->
                Target.missing(
                    "BackendNotFound",
                    name
                        + " has no TCP port "
                        + backend.port().map(String::valueOf).orElse("of no number")));
  }

  private Upstream upstream(String uid, RouteFacts.Port port) {
    return known.computeIfAbsent(
        "service/" + uid + "/" + port.port() + "/tcp",
        key ->
            new Upstream(
                key,
                nodes.at(port.nodePort()),
                false,
                false,
                Optional.of(new HealthCheck(checkInterval)),
                Dialect.HTTP1,
                Optional.empty()));
  }
}
