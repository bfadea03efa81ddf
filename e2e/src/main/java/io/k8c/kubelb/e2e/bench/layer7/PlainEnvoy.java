package io.k8c.kubelb.e2e.bench.layer7;

import io.k8c.kubelb.e2e.fast.FastTier;
import io.k8c.kubelb.e2e.fast.Running;
import io.k8c.kubelb.e2e.lab.host.Wait;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** An Envoy with a configuration written by hand, as small as it can be for routes of the shop. */
record PlainEnvoy(Running process, int port) implements AutoCloseable {
  private static final Duration START = Duration.ofSeconds(30);
  private static final String TCP =
      """
      {name: tcp, typed_config: {"@type": type.googleapis.com/envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy,
        stat_prefix: tcp, cluster: target}}""";

  /**
   * For HTTP.
   *
   * @param others hosts beside the one that is asked for
   */
  static PlainEnvoy http(Path toolchain, Path folder, String address, int target, int others) {
    String hosts =
        Stream.concat(
                Stream.of("neighbour"), IntStream.range(0, others).mapToObj(each -> "many-" + each))
            .map(PlainEnvoy::host)
            .collect(Collectors.joining(", "));
    String name = "plain-http-" + target + "-" + others;
    return start(name, toolchain, folder, connections(hosts), address, target);
  }

  private static String connections(String hosts) {
    return """
      {name: http, typed_config: {"@type": type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager,
        stat_prefix: http,
        http_filters: [{name: router, typed_config: {"@type": type.googleapis.com/envoy.extensions.filters.http.router.v3.Router}}],
        route_config: {virtual_hosts: [%s]}}}"""
        .formatted(hosts);
  }

  private static String host(String name) {
    return """
      {name: %1$s, domains: [%1$s.example.com], routes: [
          {match: {path_separated_prefix: /missing}, direct_response: {status: 500}},
          {match: {prefix: /}, route: {cluster: target}, response_headers_to_add: [
            {header: {key: x-edit, value: "0"}, append_action: OVERWRITE_IF_EXISTS_OR_ADD}]}]}"""
        .formatted(name);
  }

  static PlainEnvoy tcp(Path toolchain, Path folder, String address, int target) {
    return start("plain-tcp", toolchain, folder, TCP, address, target);
  }

  private static PlainEnvoy start(
      String name, Path toolchain, Path folder, String filter, String address, int target) {
    int port = FastTier.freePort();
    Path config = folder.resolve(name + ".yaml");
    try {
      Files.writeString(config, config(port, filter, address, target));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    var process =
        Running.start(
            name,
            folder,
            List.of(
                toolchain.resolve("envoy").toString(),
                "--config-path",
                config.toString(),
                "--concurrency",
                "1",
                "--use-dynamic-base-id",
                "--log-level",
                "warn"));
    var envoy = new PlainEnvoy(process, port);
    Wait.upTo(START)
        .until(
            () -> Client.ask(port, Shop.host("neighbour")) == 200,
            () -> "no answer from " + process.log());
    return envoy;
  }

  private static String config(int port, String filter, String address, int target) {
    return """
    static_resources:
      listeners:
      - name: listener
        address: {socket_address: {address: 127.0.0.1, port_value: %d}}
        filter_chains: [{filters: [%s]}]
      clusters:
      - name: target
        connect_timeout: 5s
        load_assignment:
          cluster_name: target
          endpoints:
          - lb_endpoints:
            - endpoint: {address: {socket_address: {address: %s, port_value: %d}}}
    """
        .formatted(port, filter, address, target);
  }

  @Override
  public void close() {
    process.kill();
  }
}
