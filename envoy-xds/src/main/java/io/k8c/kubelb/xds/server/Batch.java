package io.k8c.kubelb.xds.server;

import io.k8c.kubelb.xds.translate.XdsResource;
import java.util.List;

/** What goes into one response. */
record Batch(List<XdsResource> added, List<String> removed) {
  static final Batch EMPTY = new Batch(List.of(), List.of());

  Batch {
    added = List.copyOf(added);
    removed = List.copyOf(removed);
  }

  boolean isEmpty() {
    return added.isEmpty() && removed.isEmpty();
  }
}
