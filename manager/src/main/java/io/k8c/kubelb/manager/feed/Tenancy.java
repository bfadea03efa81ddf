package io.k8c.kubelb.manager.feed;

import io.k8c.kubelb.api.Config;
import io.k8c.kubelb.api.LoadBalancer;
import io.k8c.kubelb.api.Tenant;
import io.k8c.kubelb.api.TenantNamespace;
import io.k8c.kubelb.manager.plan.HubService;
import io.k8c.kubelb.manager.plan.LoadBalancerView;
import io.k8c.kubelb.manager.plan.TenantPolicy;
import io.k8c.kubelb.manager.route.HostnameHolder;
import io.k8c.kubelb.manager.route.HostnameOwners;
import io.k8c.kubelb.manager.route.SharedHostnames;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** Reads of the caches, each a value: which tenant a namespace belongs to and what holds there. */
public final class Tenancy {
  private static final String PREFIX = "tenant-";

  private final HubCaches caches;
  private final Intended intended;
  private final String managerNamespace;
  private final Map<String, Known> policies = new ConcurrentHashMap<>();

  public Tenancy(HubCaches caches, Intended intended, String managerNamespace) {
    this.caches = caches;
    this.intended = intended;
    this.managerNamespace = managerNamespace;
  }

  /**
   * The Tenant that a namespace belongs to. Two may want the same one, {@code primary} and {@code
   * tenant-primary}: the older has it.
   */
  public Optional<Tenant> tenant(String namespace) {
    if (!namespace.startsWith(PREFIX)) {
      return Optional.empty();
    }
    return Stream.of(namespace, namespace.substring(PREFIX.length()))
        .map(name -> caches.tenants().get(null, name))
        .flatMap(Optional::stream)
        .filter(tenant -> TenantNamespace.of(tenant.getMetadata().getName()).equals(namespace))
        .min(
            Comparator.comparing((Tenant tenant) -> tenant.getMetadata().getCreationTimestamp())
                .thenComparing(tenant -> tenant.getMetadata().getName()));
  }

  /** Where the manager runs, and the proxy of the hub's own Gateways. */
  public String managerNamespace() {
    return managerNamespace;
  }

  /** What holds for the hub's own proxy. */
  public TenantPolicy hubPolicy() {
    return TenantPolicy.of(managerNamespace, config(), Tenant.Spec.NONE);
  }

  /** Settings of the hub. */
  public Config.Spec config() {
    return caches
        .configs()
        .get(managerNamespace, Config.DEFAULT)
        .map(Config::getSpec)
        .orElse(Config.Spec.NONE);
  }

  /** What holds in a tenant namespace; nothing where no Tenant stands for it. */
  public Optional<TenantPolicy> policy(String namespace) {
    return tenant(namespace).map(tenant -> policy(namespace, tenant));
  }

  private TenantPolicy policy(String namespace, Tenant tenant) {
    Tenant.Spec spec = tenant.getSpec() == null ? Tenant.Spec.NONE : tenant.getSpec();
    Config.Spec config = config();
    Known known = policies.get(namespace);
    if (known == null || !known.tenant().equals(spec) || !known.config().equals(config)) {
      known = new Known(spec, config, TenantPolicy.of(namespace, config, spec));
      policies.put(namespace, known);
    }
    return known.policy();
  }

  /** Who has which hostname where several tenants are served. */
  public HostnameOwners owners() {
    return new HostnameOwners(
        () -> caches.claims().all().stream().map(HostnameHolder::of).toList(), this::isAllowed);
  }

  /** Whether a tenant is allowed a hostname by name. */
  public boolean isAllowed(HostnameHolder holder) {
    return policy(holder.tenant())
        .filter(
            policy -> SharedHostnames.covers(policy.layer7().allowedHostnames(), holder.hostname()))
        .isPresent();
  }

  /** Everything stored that is known of a load balancer. */
  public LoadBalancerView view(LoadBalancer loadBalancer) {
    String namespace = loadBalancer.getMetadata().getNamespace();
    String service = HubService.name(loadBalancer.getMetadata().getName());
    return new LoadBalancerView(
        loadBalancer,
        policy(namespace),
        caches.services().get(namespace, service).or(() -> intended.get(namespace, service)),
        name ->
            caches
                .addresses()
                .get(namespace, name)
                .map(addresses -> addresses.getSpec().addresses()));
  }

  private record Known(Tenant.Spec tenant, Config.Spec config, TenantPolicy policy) {}
}
