package io.k8c.kubelb.xds.server;

import java.util.Map;
import java.util.Set;

/**
 * A response that has not been answered yet; there is one at a time for each type.
 *
 * @param versions of the resources that it adds or changes, by name
 * @param removed names of the resources that it takes away
 * @param sentNanos when, by {@link System#nanoTime}
 */
record Flight(String nonce, Map<String, String> versions, Set<String> removed, long sentNanos) {
  Flight {
    versions = Map.copyOf(versions);
    removed = Set.copyOf(removed);
  }
}
