package io.k8c.kubelb.xds.server;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A response that has not been answered yet; there is one at a time for each type.
 *
 * @param versions of the resources that it adds or changes, by name
 * @param removed names of the resources that it takes away
 * @param sentNanos when, by {@link System#nanoTime}
 */
record Flight(String nonce, Map<String, String> versions, List<String> removed, long sentNanos) {
  Flight {
    // In the order of the response, so that culprits are looked for in the same order again.
    versions = Collections.unmodifiableMap(new LinkedHashMap<>(versions));
    removed = List.copyOf(removed);
  }
}
