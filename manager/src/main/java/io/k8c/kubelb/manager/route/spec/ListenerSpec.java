package io.k8c.kubelb.manager.route.spec;

import java.util.Optional;

/** A listener of a Gateway or of a ListenerSet. */
public record ListenerSpec(
    String name, int port, String protocol, Optional<String> hostname, AllowedRoutes allowed) {
  static ListenerSpec of(Tree tree) {
    return new ListenerSpec(
        tree.text("name", ""),
        tree.integer("port").orElse(0),
        tree.text("protocol", ""),
        tree.text("hostname"),
        AllowedRoutes.of(tree.at("allowedRoutes")));
  }
}
