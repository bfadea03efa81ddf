package io.k8c.kubelb.e2e.bench.layer7;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.k8c.kubelb.e2e.bench.Processes;
import io.k8c.kubelb.e2e.bench.Report;
import io.k8c.kubelb.e2e.fast.FastCluster;
import io.k8c.kubelb.e2e.fast.FastEnvoy;
import io.k8c.kubelb.e2e.fast.FastProgram;
import io.k8c.kubelb.e2e.fast.FastTenant;
import io.k8c.kubelb.e2e.fast.FastTier;
import io.k8c.kubelb.e2e.fast.NodeAddresses;
import io.k8c.kubelb.e2e.lab.Toolchain;
import io.k8c.kubelb.e2e.lab.host.Wait;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** How fast routes work when there are many, and what edits of them disturb. */
@Command(name = "layer7", mixinStandardHelpOptions = true)
public final class Layer7Bench implements Callable<Integer> {
  private static final String NAMESPACE = "tenant-bench";
  private static final String NODE = NodeAddresses.of(1);
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @Option(names = "--root", defaultValue = ".", description = "Folder of the project.")
  Path root = Path.of(".");

  @Option(names = "--routes", defaultValue = "1000", description = "Routes that are there.")
  int routes;

  @Option(names = "--samples", defaultValue = "100", description = "Routes measured one by one.")
  int samples;

  @Option(names = "--edits", defaultValue = "1000", description = "Edits of a live route.")
  int edits;

  @Option(names = "--rate", defaultValue = "200", description = "Requests a second meanwhile.")
  int rate;

  @Option(names = "--requests", defaultValue = "40000", description = "Requests of a cost round.")
  int requests;

  @Option(names = "--rounds", defaultValue = "9", description = "Cost rounds of each way.")
  int rounds;

  @Option(names = "--json", description = "File for the figures, beside standard output.")
  Optional<Path> json = Optional.empty();

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new Layer7Bench()).execute(arguments));
  }

  @Override
  public Integer call() throws Exception {
    Path project = root.toAbsolutePath().normalize();
    Report report = new Report(project);
    Path folder = Files.createTempDirectory("kubelb-bench");
    try (FastTier tier = new FastTier(project, folder)) {
      run(tier, folder, report);
    }
    report.publish(json);
    return 0;
  }

  private void run(FastTier tier, Path folder, Report report) throws Exception {
    KubernetesClient hub = tier.hub().client();
    hub.resource(FastTenant.config()).serverSideApply();
    FastProgram manager = tier.manager("manager").awaitReady();
    hub.resource(FastTenant.tenant(NAMESPACE)).serverSideApply();
    FastCluster cluster = tier.cluster("tenant");
    FastTenant.node(cluster.client(), "node-1", NODE);
    tier.gatewayKinds(cluster.client());
    FastProgram ccm = tier.ccm(NAMESPACE, NAMESPACE, cluster).awaitReady();
    Shop shop = new Shop(cluster.client(), hub, NAMESPACE);
    try (EchoNode _ = new EchoNode(NODE, cluster)) {
      shop.open();
      shop.create("live");
      shop.create("neighbour");
      int port = shop.proxyPort(80);
      try (FastEnvoy _ = started(tier, port)) {
        report.put("idle", new RouteProbe(shop, port).run("idle", samples));
      }
      report.put("proxyCost", cost(tier, folder, port, shop.nodePort(), 0));
      try (FastEnvoy envoy = started(tier, port)) {
        many(shop, cluster, port, report);
        report.put("residentMiB", resident(manager, ccm, envoy));
        report.put("liveEdits", new LiveEdits(shop, edits, rate).run("live", "neighbour"));
      }
      report.put("proxyCostLoaded", cost(tier, folder, port, shop.nodePort(), routes));
      try (FastEnvoy _ = started(tier, port)) {
        report.put("detached", new AttachedRoutes(shop, cluster, routes).detach(2 * samples + 2));
      }
    }
  }

  private static FastEnvoy started(FastTier tier, int port) {
    FastEnvoy envoy = tier.envoy("envoy", NAMESPACE);
    Wait.upTo(PATIENCE)
        .until(() -> Client.ask(port, Shop.host("neighbour")) == 200, () -> "no answer");
    return envoy;
  }

  private void many(Shop shop, FastCluster cluster, int port, Report report) throws Exception {
    report.put("attached", new AttachedRoutes(shop, cluster, routes).attach(samples + 2));
    report.put("loaded", new RouteProbe(shop, port).run("loaded", samples));
  }

  private static Map<String, Double> resident(
      FastProgram manager, FastProgram ccm, FastEnvoy envoy) {
    return Map.of(
        "manager", Processes.HERE.residentMiB(manager.process().process().pid()),
        "ccm", Processes.HERE.residentMiB(ccm.process().process().pid()),
        "envoy", Processes.HERE.residentMiB(envoy.process().process().pid()));
  }

  private Map<String, Object> cost(FastTier tier, Path folder, int port, int target, int others)
      throws Exception {
    Path toolchain = Toolchain.fast();
    return new ProxyCost(requests, rounds)
        .compare(
            () -> {
              PlainEnvoy second = PlainEnvoy.tcp(toolchain, folder, NODE, target);
              return new ProxyWays(
                  port,
                  started(tier, port),
                  PlainEnvoy.http(toolchain, folder, NODE, target, others),
                  PlainEnvoy.http(toolchain, folder, "127.0.0.1", second.port(), others),
                  second);
            });
  }
}
