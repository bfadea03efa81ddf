package io.k8c.kubelb.xds.server;

import io.k8c.kubelb.xds.translate.XdsResource;
import java.util.List;

/** What goes into one response. Nothing is removed in a response that adds. */
record Batch(List<XdsResource> added, List<String> removed) {
  static final Batch EMPTY = new Batch(List.of(), List.of());

  Batch {
    added = List.copyOf(added);
    removed = added.isEmpty() ? List.copyOf(removed) : List.of();
  }

  boolean isEmpty() {
    return added.isEmpty() && removed.isEmpty();
  }
}
