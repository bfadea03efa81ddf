package io.k8c.kubelb.manager.route;

import io.k8c.kubelb.api.RouteFacts;
import io.k8c.kubelb.manager.route.spec.RouteKind;
import io.k8c.kubelb.xds.model.Dialect;
import java.util.Locale;

/** What a port of a Service says that is spoken there; unknown words say nothing. */
final class AppProtocol {
  private AppProtocol() {}

  static Dialect dialect(RouteKind kind, RouteFacts.Port port) {
    if (kind == RouteKind.GRPC) {
      return Dialect.HTTP2;
    }
    return kind == RouteKind.HTTP && isHttp2(word(port)) ? Dialect.HTTP2 : Dialect.HTTP1;
  }

  /** Whether it can be spoken only over TLS. */
  static boolean needsTls(RouteFacts.Port port) {
    return switch (word(port)) {
      case "https", "kubernetes.io/wss" -> true;
      default -> false;
    };
  }

  private static boolean isHttp2(String word) {
    return switch (word) {
      case "kubernetes.io/h2c", "http2", "grpc" -> true;
      default -> false;
    };
  }

  private static String word(RouteFacts.Port port) {
    String word = port.appProtocol();
    return word == null ? "" : word.toLowerCase(Locale.ROOT);
  }
}
