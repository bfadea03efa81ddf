package io.k8c.kubelb.ccm.source;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.k8c.kubelb.kit.Note;
import java.util.List;
import java.util.Optional;

/**
 * What of a tenant's object goes to the hub.
 *
 * @param object empty where nothing of it can be carried
 * @param notes what is not carried, for the tenant to see
 */
public record Shipment<H extends HasMetadata>(Optional<H> object, List<Note> notes) {
  public Shipment {
    notes = List.copyOf(notes);
  }
}
