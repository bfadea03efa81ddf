package io.k8c.kubelb.manager.route;

import io.k8c.kubelb.api.Protocol;
import io.k8c.kubelb.manager.route.spec.RouteKind;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The protocols that listeners may have. */
enum ListenerProtocol {
  HTTP,
  HTTPS,
  TLS,
  TCP,
  UDP;

  static Optional<ListenerProtocol> of(String word) {
    return Stream.of(values()).filter(protocol -> protocol.name().equals(word)).findFirst();
  }

  /** Kinds of routes that can be served. */
  List<RouteKind> kinds() {
    return switch (this) {
      case HTTP, HTTPS -> List.of(RouteKind.HTTP, RouteKind.GRPC);
      case TLS -> List.of(RouteKind.TLS);
      case TCP -> List.of(RouteKind.TCP);
      case UDP -> List.of(RouteKind.UDP);
    };
  }

  Protocol transport() {
    return this == UDP ? Protocol.UDP : Protocol.TCP;
  }

  /** The protocols that can share a port, told apart by the hostnames of their listeners. */
  ListenerProtocol family() {
    return this == HTTPS ? TLS : this;
  }

  /** Whether its listeners can share a port, told apart by their hostnames. */
  boolean hasHostnames() {
    return this == HTTP || this == HTTPS || this == TLS;
  }
}
