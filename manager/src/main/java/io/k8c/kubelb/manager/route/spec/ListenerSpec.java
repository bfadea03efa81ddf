package io.k8c.kubelb.manager.route.spec;

import java.util.Optional;

/**
 * A listener of a Gateway or of a ListenerSet.
 *
 * @param problem why it cannot be served whatever stands beside it
 */
public record ListenerSpec(
    String name,
    int port,
    String protocol,
    Hostname hostname,
    Optional<TlsSpec> tls,
    AllowedRoutes allowed,
    Optional<Finding> problem) {
  private static final int LAST_PORT = 65535;

  static ListenerSpec of(Tree tree) {
    Optional<String> text = tree.text("hostname");
    Optional<Hostname> hostname = text.flatMap(Hostname::parse);
    int port = tree.integer("port").orElse(0);
    Findings findings = new Findings();
    if (text.isPresent() && hostname.isEmpty()) {
      findings.unsupported(Hostname.problem(text.get()));
    }
    if (port < 1 || port > LAST_PORT) {
      findings.unsupported(port + " is not a port; use 1 to " + LAST_PORT);
    }
    return new ListenerSpec(
        tree.text("name", ""),
        port,
        tree.text("protocol", ""),
        hostname.orElse(Hostname.ANY),
        tree.find("tls").map(TlsSpec::of),
        AllowedRoutes.of(tree.at("allowedRoutes")),
        findings.list().stream().findFirst());
  }
}
