package io.k8c.kubelb.xds.translate;

/** Names of the Envoy extensions that we use. */
final class Names {
  static final String TCP_PROXY = "envoy.filters.network.tcp_proxy";
  static final String UDP_PROXY = "envoy.filters.udp_listener.udp_proxy";
  static final String DIRECT_RESPONSE = "envoy.filters.network.direct_response";
  static final String NETWORK_RBAC = "envoy.filters.network.rbac";
  static final String HTTP_CONNECTION_MANAGER = "envoy.filters.network.http_connection_manager";
  static final String TLS_INSPECTOR = "envoy.filters.listener.tls_inspector";
  static final String CORS = "envoy.filters.http.cors";
  static final String RBAC = "envoy.filters.http.rbac";
  static final String LOCAL_RATE_LIMIT = "envoy.filters.http.local_ratelimit";
  static final String COMPOSITE = "envoy.filters.http.composite";
  static final String EXT_AUTHZ = "envoy.filters.http.ext_authz";
  static final String BUFFER = "envoy.filters.http.buffer";
  static final String EARLY_HEADER_MUTATION = "envoy.http.early_header_mutation.header_mutation";
  static final String STATEFUL_SESSION = "envoy.filters.http.stateful_session";
  static final String COOKIE_SESSION = "envoy.http.stateful_session.cookie";
  static final String HEADER_SESSION = "envoy.http.stateful_session.header";
  static final String ROUTER = "envoy.filters.http.router";
  static final String HTTP_OPTIONS = "envoy.extensions.upstreams.http.v3.HttpProtocolOptions";
  static final String PROXY_PROTOCOL = "envoy.transport_sockets.upstream_proxy_protocol";
  static final String TLS = "envoy.transport_sockets.tls";
  static final String QUIC = "envoy.transport_sockets.quic";
  static final String RAW_BUFFER = "envoy.transport_sockets.raw_buffer";
  static final String DNS_CLUSTER = "envoy.cluster.dns";
  static final String PREVIOUS_HOSTS = "envoy.retry_host_predicates.previous_hosts";
  static final String STDOUT_LOG = "envoy.access_loggers.stdout";
  static final String WITHOUT_QUERY = "envoy.formatter.req_without_query";

  private Names() {}
}
