package io.k8c.kubelb.xds.translate;

/** Names of the Envoy extensions that we use. */
final class Names {
  static final String TCP_PROXY = "envoy.filters.network.tcp_proxy";
  static final String UDP_PROXY = "envoy.filters.udp_listener.udp_proxy";
  static final String PROXY_PROTOCOL = "envoy.transport_sockets.upstream_proxy_protocol";
  static final String DNS_CLUSTER = "envoy.cluster.dns";
  static final String RAW_BUFFER = "envoy.transport_sockets.raw_buffer";

  private Names() {}
}
