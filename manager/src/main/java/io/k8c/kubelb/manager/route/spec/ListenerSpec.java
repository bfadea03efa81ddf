package io.k8c.kubelb.manager.route.spec;

/** A listener of a Gateway or of a ListenerSet. */
public record ListenerSpec(
    String name, int port, String protocol, Hostname hostname, AllowedRoutes allowed) {
  static ListenerSpec of(Tree tree) {
    return new ListenerSpec(
        tree.text("name", ""),
        tree.integer("port").orElse(0),
        tree.text("protocol", ""),
        tree.text("hostname").flatMap(Hostname::parse).orElse(Hostname.ANY),
        AllowedRoutes.of(tree.at("allowedRoutes")));
  }
}
