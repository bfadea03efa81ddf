package io.k8c.kubelb.manager.route.spec;

import java.util.Optional;
import java.util.stream.Stream;

/** The kinds of routes. */
public enum RouteKind {
  HTTP("HTTPRoute"),
  GRPC("GRPCRoute"),
  TLS("TLSRoute"),
  TCP("TCPRoute"),
  UDP("UDPRoute");

  private final String word;

  RouteKind(String word) {
    this.word = word;
  }

  /** The kind as manifests spell it. */
  public String word() {
    return word;
  }

  /** The kind of a name in the group of Gateway API. */
  public static Optional<RouteKind> of(String group, String kind) {
    return group.equals(ObjectName.GATEWAY_API)
        ? Stream.of(values()).filter(value -> value.word.equals(kind)).findFirst()
        : Optional.empty();
  }
}
