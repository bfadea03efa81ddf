package io.k8c.kubelb.manager.plan;

import io.k8c.kubelb.api.Config;
import io.k8c.kubelb.api.IngressAddresses;
import io.k8c.kubelb.api.IngressSettings;
import io.k8c.kubelb.api.LoadBalancerSettings;
import io.k8c.kubelb.api.Tenant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What holds for one tenant: Config overlaid by Tenant. The only place that knows which of the two
 * counts.
 *
 * @param loadBalancerClass of hub Services; empty leaves the choice to the hub cluster
 */
public record TenantPolicy(
    String namespace,
    Optional<String> loadBalancerClass,
    boolean loadBalancersDisabled,
    AnnotationPolicy annotations,
    EndpointPolicy endpoints,
    ProxySettings proxy,
    HttpPolicy http,
    IngressAddresses ingressAddresses,
    Layer7Policy layer7) {
  /** A class of this name is written in guides and exists in no cloud. */
  private static final String NO_CLASS = "default";

  /**
   * The policy of a tenant.
   *
   * @param namespace the tenant namespace
   */
  public static TenantPolicy of(String namespace, Config.Spec config, Tenant.Spec tenant) {
    return new TenantPolicy(
        namespace,
        Optional.ofNullable(className(tenant.loadBalancer()))
            .or(() -> Optional.ofNullable(className(config.loadBalancer())))
            .filter(name -> !name.isBlank() && !name.equals(NO_CLASS)),
        isDisabled(tenant.loadBalancer()) || isDisabled(config.loadBalancer()),
        AnnotationPolicy.of(config, tenant),
        EndpointPolicy.of(config.endpoints(), tenant.endpoints()),
        ProxySettings.of(config.envoyProxy(), tenant.envoyProxy()),
        HttpPolicy.of(config.envoyProxy(), tenant.envoyProxy()),
        Optional.ofNullable(addresses(tenant.ingress()))
            .or(() -> Optional.ofNullable(addresses(config.ingress())))
            .orElse(IngressAddresses.SHARED),
        Layer7Policy.of(namespace, config, tenant));
  }

  private static @Nullable IngressAddresses addresses(@Nullable IngressSettings settings) {
    return settings == null ? null : settings.addresses();
  }

  private static @Nullable String className(@Nullable LoadBalancerSettings settings) {
    return settings == null ? null : settings.className();
  }

  private static boolean isDisabled(@Nullable LoadBalancerSettings settings) {
    return settings != null && Boolean.TRUE.equals(settings.disable());
  }
}
