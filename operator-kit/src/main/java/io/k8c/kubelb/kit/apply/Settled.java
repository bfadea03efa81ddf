package io.k8c.kubelb.kit.apply;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;

/**
 * Objects that were found to be as desired, so that the same two are not compared again. An object
 * is known by all that it says, hence one that drifted is another one, and for as long as the cache
 * that it is from holds it.
 */
final class Settled {
  private final Map<HasMetadata, String> found = Collections.synchronizedMap(new WeakHashMap<>());

  /**
   * Whether this was found before.
   *
   * @param desired digest of what is desired
   */
  boolean isKnown(HasMetadata actual, String desired) {
    return desired.equals(found.get(actual));
  }

  void add(HasMetadata actual, String desired) {
    found.put(actual, desired);
  }
}
