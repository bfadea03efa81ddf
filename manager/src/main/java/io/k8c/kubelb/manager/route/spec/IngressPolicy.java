package io.k8c.kubelb.manager.route.spec;

import io.k8c.kubelb.xds.model.Affinity;
import io.k8c.kubelb.xds.model.Cors;
import io.k8c.kubelb.xds.model.Guards;
import io.k8c.kubelb.xds.model.HeaderEdits;
import io.k8c.kubelb.xds.model.Timeouts;
import java.time.Duration;
import java.util.Optional;

/**
 * What the annotations of an Ingress ask for.
 *
 * @param rewriteTarget what takes the place of the path, {@code \1} being its first group
 * @param regex whether paths are regular expressions
 * @param host that the backend is asked for
 * @param passthrough whether TLS is left to the backend
 * @param affinity keeps a client with a backend
 * @param refused why requests are refused: what should guard them cannot be had
 */
public record IngressPolicy(
    IngressRedirects redirects,
    Optional<String> rewriteTarget,
    boolean regex,
    Optional<String> host,
    HeaderEdits requestHeaders,
    Timeouts timeouts,
    Optional<Duration> connectTimeout,
    Optional<Cors> cors,
    Guards guards,
    BackendProtocol protocol,
    boolean passthrough,
    Optional<Canary> canary,
    Optional<Affinity> affinity,
    Optional<Finding> refused) {

  /** What backends speak. */
  public enum BackendProtocol {
    HTTP,
    HTTPS,
    GRPC,
    GRPCS;

    /** Whether they speak it over TLS. */
    public boolean isTls() {
      return this == HTTPS || this == GRPCS;
    }

    /** Whether they speak gRPC. */
    public boolean isGrpc() {
      return this == GRPC || this == GRPCS;
    }
  }

  /** Whether requests are refused. */
  public boolean closed() {
    return refused.isPresent();
  }

  static IngressPolicy of(NginxAnnotations annotations) {
    boolean passthrough = annotations.flag("ssl-passthrough").orElse(false);
    IngressPolicy policy =
        new IngressPolicy(
            IngressRedirects.of(annotations),
            NginxPaths.rewriteTarget(annotations),
            annotations.flag("use-regex").orElse(false),
            NginxPaths.host(annotations),
            NginxPaths.prefixHeader(annotations),
            NginxTimes.timeouts(annotations),
            NginxTimes.connect(annotations),
            NginxCors.of(annotations),
            NginxGuards.of(annotations, passthrough),
            protocol(annotations),
            passthrough,
            Canary.of(annotations),
            NginxAffinity.of(annotations),
            Optional.empty());
    annotations.finish();
    return annotations.closed().map(policy::refusing).orElse(policy);
  }

  private static BackendProtocol protocol(NginxAnnotations annotations) {
    String name = "backend-protocol";
    return switch (annotations.text(name).orElse("HTTP").toUpperCase(java.util.Locale.ROOT)) {
      case "HTTP" -> BackendProtocol.HTTP;
      case "HTTPS" -> BackendProtocol.HTTPS;
      case "GRPC" -> BackendProtocol.GRPC;
      case "GRPCS" -> BackendProtocol.GRPCS;
      default -> {
        annotations.unusable(name, "use HTTP, HTTPS, GRPC or GRPCS");
        annotations.close();
        yield BackendProtocol.HTTP;
      }
    };
  }

  private IngressPolicy refusing(Finding why) {
    return new IngressPolicy(
        redirects,
        rewriteTarget,
        regex,
        host,
        requestHeaders,
        timeouts,
        connectTimeout,
        cors,
        guards,
        protocol,
        passthrough,
        canary,
        affinity,
        Optional.of(why));
  }
}
