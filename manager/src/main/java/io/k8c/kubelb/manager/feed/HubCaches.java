package io.k8c.kubelb.manager.feed;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.k8c.kubelb.api.Addresses;
import io.k8c.kubelb.api.Config;
import io.k8c.kubelb.api.HostnameClaim;
import io.k8c.kubelb.api.LoadBalancer;
import io.k8c.kubelb.api.Route;
import io.k8c.kubelb.api.SyncSecret;
import io.k8c.kubelb.api.Tenant;
import io.k8c.kubelb.api.TenantState;
import io.k8c.kubelb.api.Wire;
import io.k8c.kubelb.kit.watch.Cached;
import java.util.List;
import java.util.stream.Stream;

/** What the manager watches in the hub; of the core kinds only what carries our label. */
public record HubCaches(
    Cached<Tenant> tenants,
    Cached<Config> configs,
    Cached<LoadBalancer> loadBalancers,
    Cached<Route> routes,
    Cached<SyncSecret> syncSecrets,
    Cached<Addresses> addresses,
    Cached<TenantState> states,
    Cached<HostnameClaim> claims,
    Cached<Service> services,
    Cached<EndpointSlice> slices,
    Cached<Namespace> namespaces,
    Cached<ServiceAccount> serviceAccounts,
    Cached<RoleBinding> roleBindings,
    Cached<ConfigMap> configMaps,
    Cached<Deployment> deployments,
    Cached<DaemonSet> daemonSets,
    Cached<PodDisruptionBudget> budgets,
    Cached<ConfigMap> reports)
    implements AutoCloseable {

  /**
   * Caches of a hub; they must be started.
   *
   * @param namespace of the manager, which holds Config
   */
  public static HubCaches of(KubernetesClient client, String namespace) {
    return new HubCaches(
        Cached.of(Tenant.class, client.resources(Tenant.class)),
        Cached.of(Config.class, client.resources(Config.class).inNamespace(namespace)),
        everywhere(client, LoadBalancer.class),
        everywhere(client, Route.class),
        everywhere(client, SyncSecret.class),
        everywhere(client, Addresses.class),
        everywhere(client, TenantState.class),
        Cached.of(HostnameClaim.class, client.resources(HostnameClaim.class)),
        ours(client, Service.class).indexed(Wire.LABEL_DELEGATE),
        ours(client, EndpointSlice.class).indexed(Wire.LABEL_DELEGATE),
        Cached.of(
            Namespace.class, client.namespaces().withLabel(Wire.LABEL_MANAGED_BY, Wire.MANAGED_BY)),
        ours(client, ServiceAccount.class),
        ours(client, RoleBinding.class),
        ours(client, ConfigMap.class).indexed(Wire.LABEL_DELEGATE),
        ours(client, Deployment.class),
        ours(client, DaemonSet.class),
        ours(client, PodDisruptionBudget.class),
        Cached.of(
            ConfigMap.class,
            client.configMaps().inNamespace(namespace).withLabel(ReplicaReport.LABEL, "true")));
  }

  private static <T extends HasMetadata> Cached<T> everywhere(
      KubernetesClient client, Class<T> type) {
    return Cached.of(type, client.resources(type).inAnyNamespace());
  }

  private static <T extends HasMetadata> Cached<T> ours(KubernetesClient client, Class<T> type) {
    return Cached.of(
        type,
        client.resources(type).inAnyNamespace().withLabel(Wire.LABEL_MANAGED_BY, Wire.MANAGED_BY));
  }

  /** All of them. */
  public List<Cached<? extends HasMetadata>> all() {
    return List.of(
        tenants,
        configs,
        loadBalancers,
        routes,
        syncSecrets,
        addresses,
        states,
        claims,
        services,
        slices,
        namespaces,
        serviceAccounts,
        roleBindings,
        configMaps,
        deployments,
        daemonSets,
        budgets,
        reports);
  }

  /** Starts to watch; returns at once. */
  public void start() {
    all().forEach(Cached::start);
  }

  /** Kinds whose first list is not complete yet. */
  public Stream<String> unsynced() {
    return all().stream()
        .filter(cache -> !cache.isSynced())
        .map(cache -> cache.type().getSimpleName());
  }

  @Override
  public void close() {
    all().forEach(Cached::close);
  }
}
