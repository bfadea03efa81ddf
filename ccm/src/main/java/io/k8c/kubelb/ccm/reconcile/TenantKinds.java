package io.k8c.kubelb.ccm.reconcile;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.k8c.kubelb.ccm.source.ObjectKey;
import io.k8c.kubelb.ccm.source.TenantKind;
import io.k8c.kubelb.kit.apply.Applier;
import io.k8c.kubelb.kit.watch.KnownKinds;
import java.util.List;
import java.util.Optional;

/** The objects of layer 7 of the kinds that the tenant cluster has now. */
final class TenantKinds implements AutoCloseable {
  private final KnownKinds<TenantKind> known;

  TenantKinds(KubernetesClient tenant, KnownKinds.Listener<TenantKind> listener) {
    this.known = new KnownKinds<>(tenant, TenantKind.class, listener);
  }

  /** Finds out what there is; returns whether other kinds are there than before. */
  boolean look() throws InterruptedException {
    return known.look();
  }

  boolean has(TenantKind kind) {
    return known.has(kind);
  }

  Optional<GenericKubernetesResource> get(ObjectKey key) {
    return TenantKind.of(key).flatMap(kind -> known.get(kind, key.namespace(), key.name()));
  }

  List<GenericKubernetesResource> all(TenantKind kind) {
    return known.all(kind);
  }

  List<GenericKubernetesResource> inNamespace(TenantKind kind, String namespace) {
    return known.inNamespace(kind, namespace);
  }

  /** Takes over what the API server answered to a write. */
  GenericKubernetesResource wrote(TenantKind kind, GenericKubernetesResource object) {
    return known.wrote(kind, object);
  }

  /** Writes a status; returns the object as it is then. */
  GenericKubernetesResource writeStatus(
      TenantKind kind, GenericKubernetesResource object, JsonNode status, Applier applier) {
    GenericKubernetesResource desired = new GenericKubernetesResource();
    desired.setApiVersion(object.getApiVersion());
    desired.setKind(object.getKind());
    desired.setMetadata(object.getMetadata());
    desired.setAdditionalProperty("status", status);
    return wrote(kind, applier.replaceStatus(desired));
  }

  /** Asks the API server itself: caches may be behind, or broken. */
  boolean exists(ObjectKey key, String uid) {
    return TenantKind.of(key)
        .flatMap(kind -> known.read(kind, key.namespace(), key.name()))
        .filter(found -> uid.equals(found.getMetadata().getUid()))
        .isPresent();
  }

  @Override
  public void close() {
    known.close();
  }
}
