package io.k8c.kubelb.manager.reconcile;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.k8c.kubelb.kit.apply.Applier;
import io.k8c.kubelb.manager.plan.ProxyHome;
import io.k8c.kubelb.manager.plan.ProxyMonitor;
import io.k8c.kubelb.manager.plan.TenantPolicy;

/** The PodMonitor of a tenant's proxy, where the hub knows the kind. */
final class ProxyMonitoring {
  private static final ResourceDefinitionContext POD_MONITOR =
      new ResourceDefinitionContext.Builder()
          .withGroup("monitoring.coreos.com")
          .withVersion("v1")
          .withKind("PodMonitor")
          .withPlural("podmonitors")
          .withNamespaced(true)
          .build();

  private final KubernetesClient client;
  private final Writing writing;
  private volatile boolean known = true;

  ProxyMonitoring(KubernetesClient client, Writing writing) {
    this.client = client;
    this.writing = writing;
  }

  /** Whether the hub knows the kind, as far as was tried. */
  boolean isKnown() {
    return known;
  }

  void apply(ProxyHome home, TenantPolicy policy) {
    if (!policy.proxy().podMonitor()) {
      remove(policy.namespace());
      return;
    }
    GenericKubernetesResource wanted = ProxyMonitor.of(home);
    try {
      GenericKubernetesResource actual =
          client
              .genericKubernetesResources(POD_MONITOR)
              .inNamespace(policy.namespace())
              .withName(ProxyMonitor.NAME)
              .get();
      GenericKubernetesResource _ = writing.applier().apply(wanted, actual);
      known = true;
    } catch (KubernetesClientException e) {
      if (!Applier.isGone(e)) {
        throw e;
      }
      known = false;
    }
  }

  void remove(String namespace) {
    if (!known) {
      return;
    }
    try {
      var monitor =
          client
              .genericKubernetesResources(POD_MONITOR)
              .inNamespace(namespace)
              .withName(ProxyMonitor.NAME)
              .get();
      if (monitor != null) {
        writing.applier().delete(monitor);
      }
    } catch (KubernetesClientException e) {
      if (!Applier.isGone(e)) {
        throw e;
      }
      known = false;
    }
  }
}
