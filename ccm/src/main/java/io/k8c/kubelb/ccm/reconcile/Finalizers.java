package io.k8c.kubelb.ccm.reconcile;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.k8c.kubelb.api.Wire;
import io.k8c.kubelb.kit.apply.Applier;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;

/** Our finalizer on objects of the tenant cluster, beside those of others. */
final class Finalizers {
  private static final PatchContext MERGE =
      new PatchContext.Builder().withPatchType(PatchType.JSON_MERGE).build();

  private final KubernetesClient client;
  private final Executor aside = task -> Thread.ofVirtual().name("finalizer").start(task);

  Finalizers(KubernetesClient client) {
    this.client = client;
  }

  /** Whether we hold an object, or an old release of the Go system does. */
  boolean has(HasMetadata object) {
    List<String> finalizers = object.getMetadata().getFinalizers();
    return finalizers.contains(Wire.FINALIZER)
        || finalizers.contains(Wire.LEGACY_SERVICE_FINALIZER);
  }

  /** Holds an object; returns it as it is then. */
  <T extends HasMetadata> T add(T object) {
    List<String> finalizers = new ArrayList<>(object.getMetadata().getFinalizers());
    boolean changed = finalizers.remove(Wire.LEGACY_SERVICE_FINALIZER);
    if (!finalizers.contains(Wire.FINALIZER)) {
      changed = finalizers.add(Wire.FINALIZER);
    }
    return changed ? write(object, finalizers) : object;
  }

  /** The same beside other work. */
  <T extends HasMetadata> CompletableFuture<T> addAside(T object) {
    return CompletableFuture.supplyAsync(() -> add(object), aside);
  }

  /** Waits for work beside; throws what that threw. */
  static <T> T joined(CompletableFuture<T> work) {
    try {
      return work.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof KubernetesClientException failure ? failure : e;
    }
  }

  void remove(HasMetadata object) {
    List<String> finalizers = new ArrayList<>(object.getMetadata().getFinalizers());
    finalizers.remove(Wire.FINALIZER);
    finalizers.remove(Wire.LEGACY_SERVICE_FINALIZER);
    var _ = write(object, finalizers);
  }

  /** The version makes sure that nobody else's finalizer is lost. */
  private <T extends HasMetadata> T write(T object, List<String> finalizers) {
    var metadata = object.getMetadata();
    StringBuilder names = new StringBuilder();
    finalizers.forEach(
        name -> names.append(names.isEmpty() ? "" : ",").append('"').append(name).append('"'));
    String patch =
        "{\"metadata\":{\"resourceVersion\":\"%s\",\"finalizers\":[%s]}}"
            .formatted(metadata.getResourceVersion(), names);
    try {
      return client.resource(object).patch(MERGE, patch);
    } catch (KubernetesClientException e) {
      if (!Applier.isGone(e)) {
        throw e;
      }
      return object;
    }
  }
}
