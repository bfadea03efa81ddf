package io.k8c.kubelb.manager.route.spec;

import io.k8c.kubelb.xds.model.ExternalAuthorization;
import io.k8c.kubelb.xds.model.ExternalAuthorization.Protocol;
import java.util.List;

/**
 * Who is asked whether a request may come in.
 *
 * @param bodyBytes of the request that it is told
 */
public record ExternalAuthRef(
    BackendRef backend, Protocol protocol, List<String> requestHeaders, int bodyBytes) {
  private static final int LONGEST_BODY = 65535;

  public ExternalAuthRef {
    requestHeaders = List.copyOf(requestHeaders);
  }

  static ExternalAuthRef of(Tree tree, Findings findings) {
    BackendRef backend = BackendRef.of(tree.at("backendRef"), findings);
    if (Hostname.parse(backend.name()).filter(name -> !name.isWildcard()).isEmpty()) {
      findings.unsupported(
          "backendRef of ExternalAuth names \""
              + Findings.shown(backend.name())
              + "\", which no Service can be called; name one that there is");
    }
    String protocol = tree.text("protocol", "");
    int body = body(tree.at("forwardBody"), findings);
    return switch (protocol) {
      case "GRPC" ->
          new ExternalAuthRef(
              backend,
              new Protocol.Grpc(),
              headers(tree.at("grpc"), "allowedHeaders", findings),
              body);
      case "HTTP" ->
          new ExternalAuthRef(
              backend,
              http(tree.at("http"), findings),
              headers(tree.at("http"), "allowedHeaders", findings),
              body);
      default -> {
        findings.unsupported(
            "protocol \""
                + Findings.shown(protocol)
                + "\" of ExternalAuth is not known; use HTTP or GRPC");
        yield new ExternalAuthRef(backend, new Protocol.Grpc(), List.of(), body);
      }
    };
  }

  /** What speaks as the one who is asked must. */
  public RouteKind kind() {
    return switch (protocol) {
      case Protocol.Grpc() -> RouteKind.GRPC;
      case Protocol.Http _ -> RouteKind.HTTP;
    };
  }

  /** The same, with the upstream that the backend is. */
  public ExternalAuthorization at(String upstream) {
    return new ExternalAuthorization(upstream, backend.name(), protocol, requestHeaders, bodyBytes);
  }

  private static Protocol http(Tree tree, Findings findings) {
    String path = tree.text("path", "/");
    PathSyntax.problem(path).ifPresent(findings::unsupported);
    List<String> answer = headers(tree, "allowedResponseHeaders", findings);
    answer.stream()
        .filter(HeaderSyntax::isReserved)
        .forEach(
            name ->
                findings.unsupported(
                    "header "
                        + Findings.shown(name)
                        + " cannot be taken from an answer of ExternalAuth; remove it from"
                        + " allowedResponseHeaders"));
    return new Protocol.Http(path, answer);
  }

  private static List<String> headers(Tree tree, String field, Findings findings) {
    List<String> names = HeaderSyntax.list(tree, field, findings);
    names.stream()
        .filter(name -> !HeaderSyntax.isName(name))
        .forEach(name -> findings.unsupported(HeaderSyntax.noName(name)));
    return names;
  }

  private static int body(Tree tree, Findings findings) {
    int size = tree.find("maxSize").map(_ -> tree.integer("maxSize").orElse(-1)).orElse(0);
    if (size < 0 || size > LONGEST_BODY) {
      findings.unsupported("maxSize of forwardBody cannot be; use 0 to " + LONGEST_BODY + " bytes");
    }
    return Math.clamp(size, 0, LONGEST_BODY);
  }
}
