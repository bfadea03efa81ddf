package io.k8c.kubelb.manager.plan;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.k8c.kubelb.api.Tenant;
import io.k8c.kubelb.api.TenantNamespace;
import io.k8c.kubelb.api.Wire;
import java.util.Optional;

/**
 * Where a proxy runs, and whose it is: a tenant's in its namespace, or the hub's own beside the
 * manager.
 *
 * @param tenant empty for the hub's own
 */
public record ProxyHome(String namespace, Optional<Tenant> tenant) {
  /** That of a tenant. */
  public static ProxyHome of(Tenant tenant) {
    return new ProxyHome(TenantNamespace.of(tenant.getMetadata().getName()), Optional.of(tenant));
  }

  /** That of the hub's own Gateways. */
  public static ProxyHome ofHub(String managerNamespace) {
    return new ProxyHome(managerNamespace, Optional.empty());
  }

  /** Metadata of an object there. */
  ObjectMeta metadata(String name) {
    return tenant
        .map(owner -> TenantObjects.metadata(owner, name))
        .orElseGet(
            () ->
                new ObjectMetaBuilder()
                    .withName(name)
                    .withNamespace(namespace)
                    .addToLabels(Wire.LABEL_MANAGED_BY, Wire.MANAGED_BY)
                    .build());
  }
}
