package io.k8c.kubelb.manager.reconcile;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.k8c.kubelb.api.Tenant;
import io.k8c.kubelb.kit.watch.Cached;
import io.k8c.kubelb.manager.feed.HubCaches;
import io.k8c.kubelb.manager.plan.HubSettings;
import io.k8c.kubelb.manager.plan.ProxyHome;
import io.k8c.kubelb.manager.plan.ProxyWorkload;
import io.k8c.kubelb.manager.plan.TenantPolicy;
import io.k8c.kubelb.xds.identity.Authority;
import io.k8c.kubelb.xds.identity.Credential;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Optional;

/** The proxy of a tenant: it runs while there is something to serve. */
public final class TenantProxy {
  private static final Duration CERTIFICATE_LIFE = Duration.ofDays(30);

  private final KubernetesClient client;
  private final HubCaches caches;
  private final Writing writing;
  private final HubSettings hub;
  private final Authority authority;
  private final ProxyMonitoring monitoring;

  public TenantProxy(
      KubernetesClient client,
      HubCaches caches,
      Writing writing,
      HubSettings hub,
      Authority authority) {
    this.client = client;
    this.caches = caches;
    this.writing = writing;
    this.hub = hub;
    this.authority = authority;
    this.monitoring = new ProxyMonitoring(client, writing);
  }

  /** Whether the tenant has anything to serve. */
  boolean isNeeded(String namespace) {
    return caches.loadBalancers().hasAnyIn(namespace) || caches.routes().hasAnyIn(namespace);
  }

  /** Brings the proxy up to date or takes it down; returns the number of ready ones. */
  int apply(Tenant tenant, TenantPolicy policy) {
    return apply(ProxyHome.of(tenant), policy, isNeeded(policy.namespace()));
  }

  /** The same for a proxy that may be the hub's own. */
  int apply(ProxyHome home, TenantPolicy policy, boolean needed) {
    String namespace = policy.namespace();
    if (!needed) {
      remove(namespace);
      return 0;
    }
    certify(home, namespace);
    String token = Authorities.drainToken(authority, namespace);
    for (HasMetadata object : ProxyWorkload.of(home, policy, hub, token)) {
      switch (object) {
        case ConfigMap files -> apply(files, caches.configMaps());
        case Deployment deployment -> {
          apply(deployment, caches.deployments());
          delete(caches.daemonSets(), namespace);
        }
        case DaemonSet daemonSet -> {
          apply(daemonSet, caches.daemonSets());
          delete(caches.deployments(), namespace);
        }
        case PodDisruptionBudget budget -> apply(budget, caches.budgets());
        default -> throw new IllegalStateException("no writer for " + object.getKind());
      }
    }
    monitoring.apply(home, policy);
    return ProxyReadiness.ready(caches, namespace);
  }

  /** Whether a PodMonitor is wanted that the hub cannot have. */
  boolean isUnmonitored(TenantPolicy policy) {
    return isNeeded(policy.namespace()) && policy.proxy().podMonitor() && !monitoring.isKnown();
  }

  private <T extends HasMetadata> void apply(T desired, Cached<T> cache) {
    var metadata = desired.getMetadata();
    writing
        .applier()
        .apply(desired, cache.get(metadata.getNamespace(), metadata.getName()).orElse(null));
  }

  /** Takes the pods down; what they were started with stays for the next time. */
  void remove(String namespace) {
    delete(caches.deployments(), namespace);
    delete(caches.daemonSets(), namespace);
    delete(caches.budgets(), namespace);
    monitoring.remove(namespace);
  }

  private void delete(Cached<? extends HasMetadata> cache, String namespace) {
    cache
        .get(namespace, ProxyWorkload.name(namespace))
        .filter(found -> !found.isMarkedForDeletion())
        .ifPresent(writing.applier()::delete);
  }

  /** Gives the proxy a certificate and renews it in time; Envoy takes it over while it runs. */
  private void certify(ProxyHome home, String namespace) {
    Secret stored =
        client.secrets().inNamespace(namespace).withName(ProxyWorkload.CERTIFICATE).get();
    if (stored != null && Authorities.credential(stored).filter(this::isGood).isPresent()) {
      return;
    }
    Credential credential =
        authority.proxy(
            ProxyWorkload.proxyId(namespace), writing.clock().instant(), CERTIFICATE_LIFE);
    Secret wanted =
        ProxyWorkload.certificate(home, credential, authority.credential().certificatePem());
    Secret _ = writing.applier().apply(wanted, stored);
  }

  private boolean isGood(Credential credential) {
    try {
      credential.certificate().verify(authority.credential().certificate().getPublicKey());
      return !credential.isAgeing(writing.clock().instant());
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  /** Whether anything of the proxy is left. */
  Optional<String> left(String namespace) {
    String name = ProxyWorkload.name(namespace);
    return caches.deployments().get(namespace, name).isPresent()
            || caches.daemonSets().get(namespace, name).isPresent()
        ? Optional.of("waiting for the proxy " + name + " to end")
        : Optional.empty();
  }
}
