package io.k8c.kubelb.e2e.fast;

import io.k8c.kubelb.e2e.lab.Toolchain;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A client that speaks HTTP/3 and HTTP/2: an Envoy that passes on what it is asked over HTTP/1.1.
 * It says of each answer by which port of its own it came and whose certificate was shown.
 */
final class EnvoyClient implements AutoCloseable {
  private static final String TLS =
      "type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.UpstreamTlsContext";
  private static final String QUIC =
      "type.googleapis.com/envoy.extensions.transport_sockets.quic.v3.QuicUpstreamTransport";

  private final int port = FastTier.freePort();
  private final Running envoy;

  /**
   * Starts it.
   *
   * @param udp port of this machine that takes HTTP/3
   * @param tcp port of this machine that takes HTTP/2
   */
  EnvoyClient(Class<?> test, int udp, int tcp) {
    Path folder = Toolchain.root().resolve("e2e/target/fast/" + test.getSimpleName());
    String quic = "{\"@type\": %s, upstream_tls_context: {common_tls_context: {}}}".formatted(QUIC);
    String tls = "{\"@type\": %s, common_tls_context: {alpn_protocols: [h2]}}".formatted(TLS);
    String config =
        listener(port)
            + cluster("kept", false, "UDP", udp, "http3", "quic", quic)
            + cluster("fresh", true, "UDP", udp, "http3", "quic", quic)
            + cluster("second", true, "TCP", tcp, "http2", "tls", tls);
    Path file = folder.resolve("client.yaml");
    try {
      Files.writeString(file, config);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    envoy =
        Running.start(
            "client",
            folder,
            List.of(
                Toolchain.fast().resolve("envoy").toString(),
                "--config-path",
                file.toString(),
                "--concurrency",
                "1",
                "--disable-hot-restart",
                "--log-level",
                "warn"));
    Stage.eventually().until(() -> envoy.isAlive() && Stage.isListening(port));
  }

  private static String listener(int port) {
    return """
    static_resources:
      listeners:
        - address: {socket_address: {address: 127.0.0.1, port_value: %d}}
          filter_chains:
            - filters:
                - name: envoy.filters.network.http_connection_manager
                  typed_config:
                    "@type": type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager
                    stat_prefix: client
                    generate_request_id: false
                    route_config:
                      virtual_hosts:
                        - name: all
                          domains: ["*"]
                          request_headers_to_remove: [x-by]
                          response_headers_to_add:
                            - header: {key: x-own-port, value: "%%UPSTREAM_LOCAL_PORT%%"}
                            - header: {key: x-issuer, value: "%%UPSTREAM_PEER_ISSUER%%"}
                          routes:
                            - match: {prefix: /}
                              route: {cluster_header: x-by, timeout: 5s}
                    http_filters:
                      - name: envoy.filters.http.router
                        typed_config:
                          "@type": type.googleapis.com/envoy.extensions.filters.http.router.v3.Router
      clusters:
    """
        .formatted(port);
  }

  private static String cluster(
      String name,
      boolean fresh,
      String transport,
      int port,
      String version,
      String socket,
      String config) {
    return """
        - name: %s
          connect_timeout: 5s
          connection_pool_per_downstream_connection: %b
          load_assignment:
            cluster_name: proxy
            endpoints:
              - lb_endpoints:
                  - endpoint: {address: {socket_address: {protocol: %s, address: 127.0.0.1, port_value: %d}}}
          typed_extension_protocol_options:
            envoy.extensions.upstreams.http.v3.HttpProtocolOptions:
              "@type": type.googleapis.com/envoy.extensions.upstreams.http.v3.HttpProtocolOptions
              explicit_http_config: {%s_protocol_options: {}}
              upstream_http_protocol_options: {auto_sni: true}
          transport_socket: {name: envoy.transport_sockets.%s, typed_config: %s}
    """
        .formatted(name, fresh, transport, port, version, socket, config);
  }

  /** Asks by HTTP/3 on a connection that is kept, as long as the other side keeps it. */
  Web kept(String host) {
    return Web.at(port).host(host).header("X-By: kept");
  }

  /** Asks by HTTP/3 on a connection of its own. */
  Web fresh(String host) {
    return Web.at(port).host(host).header("X-By: fresh");
  }

  /** Asks by HTTP/2. */
  Web second(String host) {
    return Web.at(port).host(host).header("X-By: second");
  }

  @Override
  public void close() {
    envoy.kill();
  }
}
