package io.k8c.kubelb.ccm.reconcile;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Versions of objects that we wrote: when the watch brings them, nothing has happened. */
final class OwnVersions {
  private final Map<String, String> versions = new ConcurrentHashMap<>();

  void wrote(HasMetadata object) {
    versions.put(object.getMetadata().getUid(), object.getMetadata().getResourceVersion());
  }

  boolean isOwn(HasMetadata object) {
    return object
        .getMetadata()
        .getResourceVersion()
        .equals(versions.get(object.getMetadata().getUid()));
  }

  void forget(HasMetadata object) {
    versions.remove(object.getMetadata().getUid());
  }
}
