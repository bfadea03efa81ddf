package io.k8c.kubelb.ccm;

import io.k8c.kubelb.api.Durations;
import io.k8c.kubelb.ccm.source.NodeAddressType;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The CCM's command line; names and defaults of the Go system where it has the same option. */
final class CcmOptions {
  @Option(names = "--cluster-name", description = "Name of this cluster's Tenant in the hub.")
  String clusterName = "";

  @Option(
      names = "--kubelb-manager-address",
      description =
          "Address of the hub's API server as host, host:port or https URL; the kubeconfig's where"
              + " it is left out.")
  Optional<String> managerAddress = Optional.empty();

  @Option(
      names = "--kubelb-kubeconfig",
      description = "Kubeconfig of the hub (default $HOME/.kube/kubelb).")
  Path hubKubeconfig = Path.of(System.getProperty("user.home"), ".kube", "kubelb");

  @Option(
      names = "--kubeconfig",
      description = "Kubeconfig of this cluster; the pod's own account where it is left out.")
  Optional<Path> kubeconfig = Optional.empty();

  @Option(
      names = "--metrics-addr",
      defaultValue = ":9445",
      description = "Address of the page that Prometheus scrapes (default ${DEFAULT-VALUE}).")
  String metricsAddress = ":9445";

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
      description = "Lets one of several CCMs of this cluster write (default ${DEFAULT-VALUE}).")
  boolean leaderElection = true;

  @Option(
      names = "--leader-election-namespace",
      description = "Namespace of the Lease; the pod's own where it is left out.")
  Optional<String> leaderElectionNamespace = Optional.empty();

  @Option(
      names = "--node-address-type",
      defaultValue = "ExternalIP",
      description =
          "Addresses of the nodes that the hub sends traffic to: ExternalIP (InternalIP where no node"
              + " has one), InternalIP or Hostname (default ${DEFAULT-VALUE}).")
  NodeAddressType nodeAddressType = NodeAddressType.ExternalIP;

  @Option(
      names = "--node-not-ready-hold",
      defaultValue = "120s",
      converter = ToDuration.class,
      description =
          "How long a node that turns not ready stays among the endpoints"
              + " (default ${DEFAULT-VALUE}).")
  Duration notReadyHold = Duration.ofMinutes(2);

  @Option(
      names = "--enable-cloud-provider",
      defaultValue = "true",
      arity = "0..1",
      fallbackValue = "true",
      description =
          "Gives Services their address from the hub. Otherwise another provider does, and the hub"
              + " sends traffic to the address it gave (default ${DEFAULT-VALUE}).")
  boolean cloudProvider = true;

  @Option(
      names = "--use-loadbalancer-class",
      defaultValue = "false",
      arity = "0..1",
      fallbackValue = "true",
      description = "Serves only Services of loadBalancerClass kubelb (default ${DEFAULT-VALUE}).")
  boolean useLoadBalancerClass;

  @Option(
      names = "--debug",
      arity = "0..1",
      fallbackValue = "true",
      defaultValue = "false",
      description = "Logs more, with stack traces.")
  boolean debug;

  @Mixin Layer7Options layer7 = new Layer7Options();

  static CcmOptions rehearsal(Path kubeconfig) {
    CcmOptions options = new CcmOptions();
    options.clusterName = "rehearsal";
    options.kubeconfig = Optional.of(kubeconfig);
    options.hubKubeconfig = kubeconfig;
    options.metricsAddress = "127.0.0.1:0";
    options.healthAddress = "127.0.0.1:0";
    return options;
  }

  /** Durations as people write them in Kubernetes. */
  static final class ToDuration implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String text) {
      return Durations.parse(text);
    }
  }
}
