package io.k8c.kubelb.xds.model;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A set of endpoints that share the traffic of a listener or a route.
 *
 * @param name unique in the proxy
 * @param persistence keeps a client on one endpoint: by its address, or by a rule's {@link
 *     Affinity}
 * @param proxyProtocol tells the endpoint the client's address by the PROXY protocol, version 2
 * @param healthCheck left out where endpoints cannot be asked, as with UDP
 * @param tls left out where the endpoints do not speak TLS
 * @param responseHeaderKilobytes that the headers of an answer may have
 * @param connectTimeout until an endpoint must have accepted a connection; left out for the usual
 */
public record Upstream(
    String name,
    List<Endpoint> endpoints,
    boolean persistence,
    boolean proxyProtocol,
    Optional<HealthCheck> healthCheck,
    Dialect dialect,
    Optional<UpstreamTls> tls,
    int responseHeaderKilobytes,
    Optional<Duration> connectTimeout) {
  /** As many as Envoy takes where nothing is said. */
  public static final int RESPONSE_HEADER_KILOBYTES = 60;

  public Upstream {
    endpoints = List.copyOf(endpoints);
  }

  /** An upstream that answers in the usual time. */
  public Upstream(
      String name,
      List<Endpoint> endpoints,
      boolean persistence,
      boolean proxyProtocol,
      Optional<HealthCheck> healthCheck,
      Dialect dialect,
      Optional<UpstreamTls> tls,
      int responseHeaderKilobytes) {
    this(
        name,
        endpoints,
        persistence,
        proxyProtocol,
        healthCheck,
        dialect,
        tls,
        responseHeaderKilobytes,
        Optional.empty());
  }

  /** An upstream whose bytes nobody looks at. */
  public Upstream(
      String name,
      List<Endpoint> endpoints,
      boolean persistence,
      boolean proxyProtocol,
      Optional<HealthCheck> healthCheck) {
    this(
        name,
        endpoints,
        persistence,
        proxyProtocol,
        healthCheck,
        Dialect.HTTP1,
        Optional.empty(),
        RESPONSE_HEADER_KILOBYTES);
  }

  /** Whether the proxy has to resolve names to reach the endpoints. */
  public boolean named() {
    return endpoints.stream().anyMatch(Endpoint::named);
  }

  /** Everything but the endpoints, which travel on their own. */
  public Upstream withoutEndpoints() {
    return new Upstream(
        name,
        List.of(),
        persistence,
        proxyProtocol,
        healthCheck,
        dialect,
        tls,
        responseHeaderKilobytes,
        connectTimeout);
  }
}
