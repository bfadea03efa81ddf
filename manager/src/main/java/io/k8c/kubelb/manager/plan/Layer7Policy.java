package io.k8c.kubelb.manager.plan;

import io.k8c.kubelb.api.Config;
import io.k8c.kubelb.api.GatewaySettings;
import io.k8c.kubelb.api.IngressSettings;
import io.k8c.kubelb.api.ObjectReference;
import io.k8c.kubelb.api.Tenant;
import io.k8c.kubelb.api.Wire;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What holds for the layer 7 of one tenant.
 *
 * @param gatewayClass of the hub that Gateways and their routes are left to; empty for our own
 * @param defaultGateway of the hub, for routes that name no parent
 * @param ingressClass of the hub that Ingresses are left to; empty for our own
 * @param allowedHostnames where hostnames are shared with others; empty for any
 */
public record Layer7Policy(
    Optional<String> gatewayClass,
    boolean gatewaysDisabled,
    Optional<GatewayName> defaultGateway,
    Optional<String> ingressClass,
    boolean ingressesDisabled,
    List<String> allowedHostnames) {
  public Layer7Policy {
    allowedHostnames = List.copyOf(allowedHostnames);
  }

  /** A Gateway of the hub. */
  public record GatewayName(String namespace, String name) {
    @Override
    public String toString() {
      return namespace + "/" + name;
    }
  }

  /**
   * The policy of a tenant.
   *
   * @param namespace the tenant namespace, where references lead that name none
   */
  static Layer7Policy of(String namespace, Config.Spec config, Tenant.Spec tenant) {
    GatewaySettings ownGateways = tenant.gatewayAPI();
    GatewaySettings allGateways = config.gatewayAPI();
    return new Layer7Policy(
        foreign(className(ownGateways), className(allGateways)),
        isDisabled(ownGateways) || isDisabled(allGateways),
        gateway(namespace, ownGateways).or(() -> gateway(namespace, allGateways)),
        foreign(className(tenant.ingress()), className(config.ingress())),
        isDisabled(tenant.ingress()) || isDisabled(config.ingress()),
        tenant.allowedHostnames());
  }

  /** Whether a class is served by our own proxies. */
  public static boolean isNative(String className) {
    return className.isBlank() || className.equals(Wire.CLASS);
  }

  private static Optional<String> foreign(@Nullable String tenant, @Nullable String config) {
    return Stream.of(Optional.ofNullable(tenant), Optional.ofNullable(config))
        .flatMap(Optional::stream)
        .filter(name -> !name.isBlank())
        .findFirst()
        .filter(name -> !isNative(name));
  }

  private static @Nullable String className(@Nullable GatewaySettings settings) {
    return settings == null ? null : settings.className();
  }

  private static @Nullable String className(@Nullable IngressSettings settings) {
    return settings == null ? null : settings.className();
  }

  private static boolean isDisabled(@Nullable GatewaySettings settings) {
    return settings != null && Boolean.TRUE.equals(settings.disable());
  }

  private static boolean isDisabled(@Nullable IngressSettings settings) {
    return settings != null && Boolean.TRUE.equals(settings.disable());
  }

  private static Optional<GatewayName> gateway(
      String namespace, @Nullable GatewaySettings settings) {
    return Optional.ofNullable(settings)
        .map(GatewaySettings::defaultGateway)
        .filter(Layer7Policy::isGateway)
        .flatMap(
            reference ->
                Optional.ofNullable(reference.name()).map(name -> of(namespace, reference, name)));
  }

  private static GatewayName of(String namespace, ObjectReference reference, String name) {
    String own = reference.namespace();
    return new GatewayName(own == null || own.isEmpty() ? namespace : own, name);
  }

  /** A reference to anything else is told of by {@link InvalidSettings}. */
  static boolean isGateway(ObjectReference reference) {
    String version = reference.apiVersion();
    String kind = reference.kind();
    return (version == null
            || version.isEmpty()
            || version.startsWith("gateway.networking.k8s.io/"))
        && (kind == null || kind.isEmpty() || kind.equals("Gateway"))
        && reference.name() != null
        && !reference.name().isEmpty();
  }
}
