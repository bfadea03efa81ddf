package io.k8c.kubelb.ccm.source;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.k8c.kubelb.kit.Note;
import java.util.List;

/**
 * What comes back from the hub to a tenant's object.
 *
 * @param status an object with name, namespace and the status that we own, nothing else
 * @param notes what has changed, for the tenant to see
 */
public record Return<T extends HasMetadata>(T status, List<Note> notes) {
  public Return {
    notes = List.copyOf(notes);
  }
}
