package io.k8c.kubelb.manager.route;

import java.util.Map;

/**
 * Where an object stands for those who choose by namespace what they take: in the tenant cluster,
 * or in the hub where a Gateway of the hub is asked.
 *
 * @param tenant namespace of the tenant whose object it is, where there are several; else empty
 */
public record Place(String tenant, String namespace, Map<String, String> labels) {
  public Place {
    labels = Map.copyOf(labels);
  }

  static Place of(String namespace, Map<String, String> labels) {
    return new Place("", namespace, labels);
  }
}
