package io.k8c.kubelb.ccm.reconcile;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.k8c.kubelb.kit.watch.Trigger;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Objects whose last try failed. The pause before the next one grows with every failure; when what
 * they failed on is over, there is nothing left to pause for.
 */
final class Retries<P extends HasMetadata> {
  private final Set<ResourceID> failed = ConcurrentHashMap.newKeySet();
  private final Trigger<P> trigger = new Trigger<>("retries");

  /** To be among the event sources of the objects' controller. */
  EventSource<Void, P> source() {
    return trigger;
  }

  /** Tries, and remembers how that ends. */
  UpdateControl<P> attempt(P object, Supplier<UpdateControl<P>> work) {
    ResourceID id = ResourceID.fromResource(object);
    // Until it succeeds: a try that hangs while the hub comes back may fail a moment later.
    failed.add(id);
    UpdateControl<P> done = work.get();
    failed.remove(id);
    return done;
  }

  /** Ends all pauses. */
  void now() {
    failed.forEach(trigger::fire);
  }
}
