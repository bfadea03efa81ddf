package io.k8c.kubelb.manager.route.spec;

import java.util.Optional;

/**
 * A reference to a Secret, ConfigMap or another object.
 *
 * @param namespace left out for that of the object that refers
 */
public record ObjectRef(String group, String kind, Optional<String> namespace, String name) {
  /** Reads one. */
  public static ObjectRef of(Tree tree) {
    return new ObjectRef(
        tree.at("group").node().asText(""),
        tree.text("kind", "Secret"),
        tree.text("namespace"),
        tree.text("name", ""));
  }

  /** What it names, seen from a namespace. */
  public ObjectName target(String own) {
    return new ObjectName(group, kind, namespace.orElse(own), name);
  }
}
