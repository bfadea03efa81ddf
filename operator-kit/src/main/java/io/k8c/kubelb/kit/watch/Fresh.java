package io.k8c.kubelb.kit.watch;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Remembers what was just written until the watch has brought it: who decides on a cache that is
 * behind writes the same thing again.
 */
public final class Fresh<T extends HasMetadata> {
  private final Map<String, T> written = new ConcurrentHashMap<>();

  /** Takes over what the API server answered to a write. */
  public void wrote(T object) {
    written.put(object.getMetadata().getUid(), object);
  }

  /** The newer of what a cache holds and what was written; an object that is gone is forgotten. */
  public T newest(T cached) {
    T own = written.get(cached.getMetadata().getUid());
    if (own == null) {
      return cached;
    }
    if (version(own) > version(cached)) {
      return own;
    }
    written.remove(cached.getMetadata().getUid(), own);
    return cached;
  }

  /** The object is gone, or was never there. */
  public void forget(@Nullable HasMetadata object) {
    if (object != null) {
      written.remove(object.getMetadata().getUid());
    }
  }

  /**
   * Resource versions of one type grow; Kubernetes says so since 1.35 and etcd made it so before.
   */
  static long version(HasMetadata object) {
    try {
      return Long.parseLong(object.getMetadata().getResourceVersion());
    } catch (NumberFormatException e) {
      return 0;
    }
  }
}
