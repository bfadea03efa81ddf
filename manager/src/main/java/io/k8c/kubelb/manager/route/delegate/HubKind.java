package io.k8c.kubelb.manager.route.delegate;

import io.k8c.kubelb.api.Wire;
import io.k8c.kubelb.kit.WatchedKind;
import io.k8c.kubelb.manager.route.spec.ObjectName;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The kinds of layer 7 that the hub may have. */
public enum HubKind implements WatchedKind {
  /** All of them: tenants' routes may be attached to those of the hub. */
  GATEWAY("Gateway", "gateways"),
  /** All of them: those of the hub's own Gateways are told that they are not served. */
  LISTENER_SET("ListenerSet", "listenersets"),
  HTTP_ROUTE("HTTPRoute", "httproutes"),
  GRPC_ROUTE("GRPCRoute", "grpcroutes"),
  TLS_ROUTE("TLSRoute", "tlsroutes"),
  TCP_ROUTE("TCPRoute", "tcproutes"),
  UDP_ROUTE("UDPRoute", "udproutes"),
  BACKEND_TLS_POLICY("BackendTLSPolicy", "backendtlspolicies"),
  /** All of them: they decide which Gateways of the hub are ours. */
  GATEWAY_CLASS("GatewayClass", "gatewayclasses"),
  /** All of them: they let the hub's own Gateways refer to certificates elsewhere. */
  REFERENCE_GRANT("ReferenceGrant", "referencegrants"),
  INGRESS(HubKind.NETWORKING, "Ingress", "ingresses");

  static final String NETWORKING = "networking.k8s.io";
  private static final List<HubKind> ALL = List.of(values());

  private final String group;
  private final String kind;
  private final String plural;

  HubKind(String kind, String plural) {
    this(ObjectName.GATEWAY_API, kind, plural);
  }

  HubKind(String group, String kind, String plural) {
    this.group = group;
    this.kind = kind;
    this.plural = plural;
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
    return this != GATEWAY_CLASS;
  }

  @Override
  public String index() {
    return Wire.LABEL_DELEGATE;
  }

  @Override
  public String labels() {
    return switch (this) {
      case GATEWAY, LISTENER_SET, GATEWAY_CLASS, REFERENCE_GRANT -> "";
      default -> Wire.LABEL_DELEGATE;
    };
  }

  /** As the settings of annotations spell it: {@code httproute}. */
  String word() {
    return kind.toLowerCase(Locale.ROOT);
  }

  /** The kind that stands for a tenant's object of this name. */
  public static Optional<HubKind> of(ObjectName name) {
    return of(name.group(), name.kind());
  }

  /** The kind of this name. */
  public static Optional<HubKind> of(String group, String kind) {
    for (HubKind each : ALL) {
      if (each.kind.equals(kind) && each.group.equals(group)) {
        return Optional.of(each);
      }
    }
    return Optional.empty();
  }
}
