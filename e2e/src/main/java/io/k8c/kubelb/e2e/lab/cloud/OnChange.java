package io.k8c.kubelb.e2e.lab.cloud;

import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import java.util.function.Consumer;

/**
 * Calls one function for whatever happened to an object, be it that it is gone: what holds now is
 * in the informer's cache.
 */
public record OnChange<T>(Consumer<T> action) implements ResourceEventHandler<T> {
  @Override
  public void onAdd(T object) {
    action.accept(object);
  }

  @Override
  public void onUpdate(T before, T after) {
    action.accept(after);
  }

  @Override
  public void onDelete(T object, boolean finalStateUnknown) {
    action.accept(object);
  }
}
