package io.k8c.kubelb.ccm.source;

import io.k8c.kubelb.kit.WatchedKind;
import java.util.Arrays;
import java.util.Optional;

/** The kinds of layer 7 in the tenant cluster: those that are carried, and those around them. */
public enum TenantKind implements WatchedKind {
  INGRESS_CLASS(TenantKind.NETWORKING, "IngressClass", "ingressclasses", Role.AROUND),
  INGRESS(TenantKind.NETWORKING, "Ingress", "ingresses", Role.INGRESS),
  GATEWAY_CLASS("GatewayClass", "gatewayclasses", Role.AROUND),
  REFERENCE_GRANT("ReferenceGrant", "referencegrants", Role.AROUND),
  GATEWAY("Gateway", "gateways", Role.PARENT),
  LISTENER_SET("ListenerSet", "listenersets", Role.PARENT),
  HTTP_ROUTE("HTTPRoute", "httproutes", Role.ROUTE),
  GRPC_ROUTE("GRPCRoute", "grpcroutes", Role.ROUTE),
  TLS_ROUTE("TLSRoute", "tlsroutes", Role.ROUTE),
  TCP_ROUTE("TCPRoute", "tcproutes", Role.ROUTE),
  UDP_ROUTE("UDPRoute", "udproutes", Role.ROUTE),
  BACKEND_TLS_POLICY("BackendTLSPolicy", "backendtlspolicies", Role.POLICY);

  /** Group of Gateway API. */
  public static final String GATEWAY_API = "gateway.networking.k8s.io";

  /** Group of Ingress. */
  public static final String NETWORKING = "networking.k8s.io";

  private enum Role {
    AROUND,
    INGRESS,
    PARENT,
    ROUTE,
    POLICY
  }

  private final String group;
  private final String kind;
  private final String plural;
  private final Role role;

  TenantKind(String kind, String plural, Role role) {
    this(TenantKind.GATEWAY_API, kind, plural, role);
  }

  TenantKind(String group, String kind, String plural, Role role) {
    this.group = group;
    this.kind = kind;
    this.plural = plural;
    this.role = role;
  }

  @Override
  public String group() {
    return group;
  }

  @Override
  public String kind() {
    return kind;
  }

  @Override
  public String plural() {
    return plural;
  }

  @Override
  public boolean isNamespaced() {
    return this != GATEWAY_CLASS && this != INGRESS_CLASS;
  }

  /** Whether objects of this kind are carried to the hub. */
  public boolean isSource() {
    return role != Role.AROUND;
  }

  /** Whether objects of this kind have Gateways for parents. */
  public boolean isRoute() {
    return role == Role.ROUTE;
  }

  /** Whether objects of this kind say how Services are spoken to. */
  public boolean isPolicy() {
    return role == Role.POLICY;
  }

  /** Whether objects of this kind may be parents of routes. */
  public boolean isParent() {
    return role == Role.PARENT;
  }

  /** As the label {@code origin-resource-kind} spells it. */
  public String kindAndGroup() {
    return kind + "." + group();
  }

  /** The kind that a key is of, if it is one of these. */
  public static Optional<TenantKind> of(ObjectKey key) {
    return Arrays.stream(values())
        .filter(each -> each.group().equals(key.group()) && each.kind.equals(key.kind()))
        .findFirst();
  }

  /** The reverse of {@link #kindAndGroup}. */
  public static Optional<TenantKind> ofKindAndGroup(String text) {
    return Arrays.stream(values()).filter(each -> each.kindAndGroup().equals(text)).findFirst();
  }
}
