package io.k8c.kubelb.kit.watch;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.processing.event.Event;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.AbstractEventSource;
import java.util.Set;

/** Lets code that is no watch trigger the reconciliation of an object. */
public final class Trigger<P extends HasMetadata> extends AbstractEventSource<Void, P> {
  public Trigger(String name) {
    super(Void.class, name);
  }

  /** Asks for a reconciliation; passed over while the controller does not run. */
  public void fire(ResourceID id) {
    if (isRunning()) {
      getEventHandler().handleEvent(new Event(id));
    }
  }

  @Override
  public Set<Void> getSecondaryResources(P primary) {
    return Set.of();
  }
}
