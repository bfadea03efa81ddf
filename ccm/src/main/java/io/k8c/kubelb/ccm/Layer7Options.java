package io.k8c.kubelb.ccm;

import io.k8c.kubelb.ccm.reconcile.Layer7Settings;
import io.k8c.kubelb.ccm.source.TenantKind;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Option;

/** The CCM's options for layer 7. */
final class Layer7Options {
  @Option(
      names = "--enable-gateway-api",
      arity = "0..1",
      fallbackValue = "true",
      description =
          "Serves Gateway API: as soon as its kinds are installed where this is left out or true,"
              + " not at all where it is false.")
  Optional<Boolean> gatewayApi = Optional.empty();

  @Option(
      names = "--use-gateway-class",
      arity = "0..1",
      fallbackValue = "true",
      defaultValue = "true",
      description =
          "Serves only Gateways whose GatewayClass names controller kubelb.k8c.io/ccm"
              + " (default ${DEFAULT-VALUE}).")
  boolean useGatewayClass = true;

  @Option(
      names = "--use-ingress-class",
      arity = "0..1",
      fallbackValue = "true",
      defaultValue = "true",
      description =
          "Serves only Ingresses whose IngressClass, or the cluster's default one, names controller"
              + " kubelb.k8c.io/ccm (default ${DEFAULT-VALUE}).")
  boolean useIngressClass = true;

  @Option(
      names = "--disable-ingress-controller",
      arity = "0..1",
      fallbackValue = "true",
      defaultValue = "false",
      description = "Does not serve Ingresses.")
  boolean disableIngress;

  @Option(
      names = "--disable-gateway-controller",
      arity = "0..1",
      fallbackValue = "true",
      defaultValue = "false",
      description = "Does not serve Gateways and ListenerSets.")
  boolean disableGateway;

  @Option(
      names = "--disable-httproute-controller",
      arity = "0..1",
      fallbackValue = "true",
      defaultValue = "false",
      description = "Does not serve HTTPRoutes.")
  boolean disableHttpRoute;

  @Option(
      names = "--disable-grpcroute-controller",
      arity = "0..1",
      fallbackValue = "true",
      defaultValue = "false",
      description = "Does not serve GRPCRoutes.")
  boolean disableGrpcRoute;

  @Option(
      names = "--disable-tlsroute-controller",
      arity = "0..1",
      fallbackValue = "true",
      defaultValue = "false",
      description = "Does not serve TLSRoutes.")
  boolean disableTlsRoute;

  @Option(
      names = "--disable-tcproute-controller",
      arity = "0..1",
      fallbackValue = "true",
      defaultValue = "false",
      description = "Does not serve TCPRoutes.")
  boolean disableTcpRoute;

  @Option(
      names = "--disable-udproute-controller",
      arity = "0..1",
      fallbackValue = "true",
      defaultValue = "false",
      description = "Does not serve UDPRoutes.")
  boolean disableUdpRoute;

  @Option(
      names = "--enable-secret-synchronizer",
      arity = "0..1",
      fallbackValue = "true",
      defaultValue = "false",
      description =
          "Carries TLS and CA Secrets with label kubelb.k8c.io/managed-by=kubelb to the hub also"
              + " where nothing refers to them (default ${DEFAULT-VALUE}).")
  boolean secretSynchronizer;

  /**
   * What they mean.
   *
   * @param hubNamespace of the tenant
   */
  Layer7Settings settings(String hubNamespace) {
    return new Layer7Settings(
        hubNamespace,
        gatewayApi.orElse(false),
        disabled(),
        !useGatewayClass,
        !useIngressClass,
        secretSynchronizer);
  }

  private Set<TenantKind> disabled() {
    Set<TenantKind> disabled = EnumSet.noneOf(TenantKind.class);
    boolean off = !gatewayApi.orElse(true);
    add(disabled, disableIngress, TenantKind.INGRESS);
    add(disabled, off || disableGateway, TenantKind.GATEWAY);
    add(disabled, off || disableGateway, TenantKind.LISTENER_SET);
    add(disabled, off || disableHttpRoute, TenantKind.HTTP_ROUTE);
    add(disabled, off || disableGrpcRoute, TenantKind.GRPC_ROUTE);
    add(disabled, off || disableTlsRoute, TenantKind.TLS_ROUTE);
    add(disabled, off || disableTcpRoute, TenantKind.TCP_ROUTE);
    add(disabled, off || disableUdpRoute, TenantKind.UDP_ROUTE);
    add(disabled, off, TenantKind.BACKEND_TLS_POLICY);
    return disabled;
  }

  private static void add(Set<TenantKind> disabled, boolean isOff, TenantKind kind) {
    if (isOff) {
      disabled.add(kind);
    }
  }
}
