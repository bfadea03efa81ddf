package io.k8c.kubelb.manager.route.spec;

import java.util.Optional;

/**
 * Where a share of the traffic goes.
 *
 * @param namespace left out for that of the route
 */
public record BackendRef(
    String group,
    String kind,
    Optional<String> namespace,
    String name,
    Optional<Integer> port,
    int weight) {
  static BackendRef of(Tree tree) {
    return new BackendRef(
        tree.at("group").node().asText(""),
        tree.text("kind", "Service"),
        tree.text("namespace"),
        tree.text("name", ""),
        tree.integer("port"),
        tree.integer("weight").orElse(1));
  }

  /** What it names, seen from a namespace. */
  public ObjectName target(String own) {
    return new ObjectName(group, kind, namespace.orElse(own), name);
  }
}
