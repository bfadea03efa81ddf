package io.k8c.kubelb.manager.reconcile;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.k8c.kubelb.api.Addresses;
import io.k8c.kubelb.api.LoadBalancer;
import io.k8c.kubelb.api.Route;
import io.k8c.kubelb.api.SyncSecret;
import io.k8c.kubelb.api.Tenant;
import io.k8c.kubelb.api.TenantNamespace;
import io.k8c.kubelb.api.Wire;
import io.k8c.kubelb.manager.feed.HubCaches;
import io.k8c.kubelb.manager.plan.HubService;
import io.k8c.kubelb.manager.plan.ProxyWorkload;
import io.k8c.kubelb.manager.plan.TenantObjects;
import java.util.List;
import java.util.Optional;

/**
 * Removes what belongs to a Tenant: first the CCM's access, so that nothing comes back, then what
 * it wrote, then the proxy, last the namespace where we made it.
 */
public final class TenantRemoval {
  private final KubernetesClient client;
  private final HubCaches caches;
  private final Writing writing;
  private final TenantProxy proxy;

  public TenantRemoval(
      KubernetesClient client, HubCaches caches, Writing writing, TenantProxy proxy) {
    this.client = client;
    this.caches = caches;
    this.writing = writing;
    this.proxy = proxy;
  }

  /** Does what can be done now; says what is waited for, or nothing when all is gone. */
  Optional<String> remove(Tenant tenant) {
    String namespace = TenantNamespace.of(tenant.getMetadata().getName());
    if (!isOurs(tenant, namespace)) {
      return Optional.empty();
    }
    revoke(namespace);
    Optional<String> left = removeWritten(namespace);
    if (left.isPresent()) {
      return left;
    }
    proxy.remove(namespace);
    Optional<String> running = proxy.left(namespace);
    if (running.isPresent()) {
      return running;
    }
    removeRest(namespace);
    return Optional.empty();
  }

  /** A Tenant that lost the namespace to another must not tear that one down. */
  private boolean isOurs(Tenant tenant, String namespace) {
    return caches
        .namespaces()
        .get(null, namespace)
        .map(found -> found.getMetadata().getLabels().get(TenantObjects.LABEL_TENANT_NAME))
        .filter(tenant.getMetadata().getName()::equals)
        .isPresent();
  }

  private void revoke(String namespace) {
    caches.roleBindings().get(namespace, TenantObjects.CCM).ifPresent(writing.applier()::delete);
    caches.serviceAccounts().get(namespace, TenantObjects.CCM).ifPresent(writing.applier()::delete);
    deleteSecret(namespace, TenantObjects.KUBECONFIG);
    deleteSecret(namespace, TenantObjects.CCM);
  }

  private void deleteSecret(String namespace, String name) {
    var _ = client.secrets().inNamespace(namespace).withName(name).delete();
  }

  private Optional<String> removeWritten(String namespace) {
    for (Class<? extends HasMetadata> kind :
        List.of(Route.class, LoadBalancer.class, SyncSecret.class, Addresses.class)) {
      var objects = client.resources(kind).inNamespace(namespace);
      List<? extends HasMetadata> left = objects.list().getItems();
      if (!left.isEmpty()) {
        left.stream()
            .filter(object -> !object.isMarkedForDeletion())
            .forEach(writing.applier()::delete);
        return Optional.of(
            "waiting for " + left.size() + " " + kind.getSimpleName() + " objects to go");
      }
    }
    List<io.fabric8.kubernetes.api.model.Service> services =
        caches.services().inNamespace(namespace).stream()
            .filter(service -> HubService.owner(service).isPresent())
            .toList();
    services.stream()
        .filter(service -> !service.isMarkedForDeletion())
        .forEach(writing.applier()::delete);
    return services.isEmpty()
        ? Optional.empty()
        : Optional.of("waiting for " + services.size() + " hub Services to go");
  }

  private void removeRest(String namespace) {
    deleteSecret(namespace, ProxyWorkload.CERTIFICATE);
    for (var cache : List.of(caches.configMaps(), caches.states(), caches.roleBindings())) {
      cache.inNamespace(namespace).forEach(writing.applier()::delete);
    }
    caches.namespaces().get(null, namespace).ifPresent(this::removeNamespace);
  }

  private void removeNamespace(Namespace namespace) {
    if ("true".equals(namespace.getMetadata().getLabels().get(TenantObjects.LABEL_CREATED))) {
      writing.applier().delete(namespace);
    } else {
      release(namespace);
    }
  }

  /** An adopted namespace stays, without our marks. */
  private void release(Namespace namespace) {
    String patch =
        "{\"metadata\":{\"labels\":{\"%s\":null,\"%s\":null,\"%s\":null},\"annotations\":{\"%s\":null}}}"
            .formatted(
                Wire.LABEL_MANAGED_BY,
                Wire.LABEL_TENANT,
                TenantObjects.LABEL_TENANT_NAME,
                Wire.ANNOTATION_APPLIED);
    var _ =
        client
            .namespaces()
            .withName(namespace.getMetadata().getName())
            .patch(PatchContext.of(PatchType.JSON_MERGE), patch);
  }
}
