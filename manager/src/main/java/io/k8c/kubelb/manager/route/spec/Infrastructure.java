package io.k8c.kubelb.manager.route.spec;

import java.util.Map;

/**
 * What shall be said on the objects that are made for a Gateway.
 *
 * @param parameters whether it refers to parameters of an implementation
 */
public record Infrastructure(
    Map<String, String> labels, Map<String, String> annotations, boolean parameters) {
  public Infrastructure {
    labels = Map.copyOf(labels);
    annotations = Map.copyOf(annotations);
  }

  /** Reads {@code spec.infrastructure}. */
  public static Infrastructure of(Tree tree) {
    return new Infrastructure(
        tree.map("labels"), tree.map("annotations"), tree.at("parametersRef").exists());
  }
}
