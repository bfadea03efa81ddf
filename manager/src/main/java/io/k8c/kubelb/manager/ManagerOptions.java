package io.k8c.kubelb.manager;

import io.k8c.kubelb.manager.plan.HubSettings;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Option;

/** The manager's command line; names and defaults of the Go system where it has the same option. */
final class ManagerOptions {
  @Option(
      names = "--listen-address",
      defaultValue = ":8001",
      description = "Address on which proxies are served (default ${DEFAULT-VALUE}).")
  String listenAddress = ":8001";

  @Option(
      names = "--metrics-addr",
      defaultValue = ":9443",
      description = "Address of the page that Prometheus scrapes (default ${DEFAULT-VALUE}).")
  String metricsAddress = ":9443";

  @Option(
      names = "--health-probe-bind-address",
      defaultValue = ":8081",
      description = "Address of the probes /livez and /readyz (default ${DEFAULT-VALUE}).")
  String healthAddress = ":8081";

  @Option(
      names = "--enable-leader-election",
      defaultValue = "true",
      arity = "0..1",
      fallbackValue = "true",
      description = "Lets one of several managers write (default ${DEFAULT-VALUE}).")
  boolean leaderElection = true;

  @Option(
      names = "--namespace",
      defaultValue = "kubelb",
      description = "Namespace of the manager, which holds Config (default ${DEFAULT-VALUE}).")
  String namespace = "kubelb";

  @Option(
      names = "--service-account",
      defaultValue = "kubelb-manager",
      description = "ServiceAccount that the manager runs as (default ${DEFAULT-VALUE}).")
  String serviceAccount = "kubelb-manager";

  @Option(
      names = "--envoy-image",
      defaultValue = "envoyproxy/envoy:distroless-v1.40.0",
      description = "Image of the proxies (default ${DEFAULT-VALUE}).")
  String envoyImage = "envoyproxy/envoy:distroless-v1.40.0";

  @Option(
      names = "--xds-address",
      defaultValue = "kubelb-manager.kubelb.svc:8001",
      description = "host:port at which proxies find the managers (default ${DEFAULT-VALUE}).")
  String xdsAddress = "kubelb-manager.kubelb.svc:8001";

  @Option(
      names = "--shared-gateway-secret-namespaces",
      split = ",",
      description =
          "Namespaces of the hub in which its own Gateways of class kubelb find the Secrets of their"
              + " listeners; none where it is left out.")
  Set<String> secretNamespaces = Set.of();

  @Option(
      names = "--kubeconfig",
      description = "Kubeconfig of the hub; the pod's own account where it is left out.")
  Optional<Path> kubeconfig = Optional.empty();

  @Option(
      names = "--debug",
      arity = "0..1",
      fallbackValue = "true",
      defaultValue = "false",
      description = "Logs more, with stack traces.")
  boolean debug;

  static ManagerOptions rehearsal(Path kubeconfig) {
    ManagerOptions options = new ManagerOptions();
    options.kubeconfig = Optional.of(kubeconfig);
    options.listenAddress = "127.0.0.1:0";
    options.metricsAddress = "127.0.0.1:0";
    options.healthAddress = "127.0.0.1:0";
    return options;
  }

  /** Where proxies are served. */
  InetSocketAddress listenAddress() {
    int colon = listenAddress.lastIndexOf(':');
    int port = Integer.parseInt(listenAddress.substring(colon + 1));
    return colon <= 0
        ? new InetSocketAddress(port)
        : new InetSocketAddress(listenAddress.substring(0, colon), port);
  }

  /** What of the options shows in hub objects. */
  HubSettings hub() {
    int colon = xdsAddress.lastIndexOf(':');
    return new HubSettings(
        namespace,
        serviceAccount,
        envoyImage,
        xdsAddress.substring(0, colon),
        Integer.parseInt(xdsAddress.substring(colon + 1)),
        Version.current());
  }
}
