package io.k8c.kubelb.e2e.bench;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.k8c.kubelb.api.Addresses;
import io.k8c.kubelb.api.EndpointAddress;
import io.k8c.kubelb.api.ObjectReference;
import io.k8c.kubelb.e2e.fast.FastEnvoy;
import io.k8c.kubelb.e2e.fast.FastProgram;
import io.k8c.kubelb.e2e.fast.FastTenant;
import io.k8c.kubelb.e2e.fast.FastTier;
import io.k8c.kubelb.e2e.hub.LoadBalancers;
import io.k8c.kubelb.e2e.lab.host.Wait;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** How often a proxy checks the health of nodes when there are many Services on many of them. */
@Command(name = "health-checks", mixinStandardHelpOptions = true)
public final class HealthCheckBench implements Callable<Integer> {
  private static final String NAMESPACE = "tenant-bench";
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  @Option(names = "--root", defaultValue = ".", description = "Folder of the project.")
  Path root = Path.of(".");

  @Option(names = "--services", defaultValue = "1000", description = "Load balancers.")
  int services;

  @Option(names = "--nodes", defaultValue = "10", description = "Nodes of each.")
  int nodes;

  @Option(names = "--seconds", defaultValue = "120", description = "Time that is counted.")
  int seconds;

  @Option(names = "--json", description = "File that the figures are written to as well.")
  Optional<Path> json = Optional.empty();

  private final HttpClient http = HttpClient.newHttpClient();

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new HealthCheckBench()).execute(arguments));
  }

  @Override
  public Integer call() throws Exception {
    Report report = new Report(root);
    report.put("services", services);
    report.put("nodes", nodes);
    Path folder = Files.createTempDirectory("kubelb-bench");
    try (FastTier tier = new FastTier(root.toAbsolutePath().normalize(), folder);
        CountingBackend backend = new CountingBackend()) {
      measure(tier, backend, report);
    }
    report.publish(json);
    return 0;
  }

  private void measure(FastTier tier, CountingBackend backend, Report report) throws Exception {
    KubernetesClient hub = tier.hub().client();
    hub.resource(FastTenant.config()).serverSideApply();
    FastProgram _ = tier.manager("manager").awaitReady();
    hub.resource(FastTenant.tenant(NAMESPACE)).serverSideApply();
    Wait.upTo(PATIENCE)
        .until(
            () -> hub.namespaces().withName(NAMESPACE).get() != null,
            () -> "the Tenant has no namespace");
    hub.resource(addresses()).serverSideApply();
    ObjectReference ofNodes = ObjectReference.named(Addresses.DEFAULT);
    IntStream.range(0, services)
        .mapToObj(i -> LoadBalancers.of(NAMESPACE, "lb-" + i, ofNodes, backend.port()))
        .forEach(loadBalancer -> hub.resource(loadBalancer).create());
    try (FastEnvoy envoy = tier.envoy("envoy", NAMESPACE)) {
      long all = (long) services * nodes;
      Wait.upTo(PATIENCE)
          .until(
              () -> sum(envoy, "envoy_cluster_membership_total") >= all,
              () -> "the proxy has not got all endpoints");
      Wait.upTo(PATIENCE)
          .until(
              () -> sum(envoy, "envoy_cluster_membership_healthy") >= all,
              () -> "not all endpoints are healthy");
      count(envoy, backend, report);
    }
  }

  private void count(FastEnvoy envoy, CountingBackend backend, Report report) throws Exception {
    long pid = envoy.process().process().pid();
    long attempts = sum(envoy, "envoy_cluster_health_check_attempt");
    long connections = backend.connections();
    Duration cpu = cpu(pid);
    long start = System.nanoTime();
    Thread.sleep(Duration.ofSeconds(seconds));
    double time = (System.nanoTime() - start) / 1e9;
    report.put("endpoints", services * nodes);
    report.put("seconds", Math.round(time));
    report.put(
        "checksPerSecond",
        round((sum(envoy, "envoy_cluster_health_check_attempt") - attempts) / time));
    report.put("connectionsPerSecond", round((backend.connections() - connections) / time));
    report.put(
        "envoyCpuPercentOfOneCore", round(100 * cpu(pid).minus(cpu).toMillis() / 1000.0 / time));
    report.put("envoyResidentMiB", Processes.HERE.residentMiB(pid));
    report.put("unhealthyAtTheEnd", unhealthy(envoy));
  }

  private long unhealthy(FastEnvoy envoy) {
    return sum(envoy, "envoy_cluster_membership_total")
        - sum(envoy, "envoy_cluster_membership_healthy");
  }

  private static double round(double value) {
    return Math.round(value * 10) / 10.0;
  }

  private static Duration cpu(long pid) {
    return ProcessHandle.of(pid).flatMap(p -> p.info().totalCpuDuration()).orElseThrow();
  }

  /** Of a number that Envoy keeps for each cluster, over those of load balancers. */
  private long sum(FastEnvoy envoy, String metric) {
    try {
      URI page =
          URI.create("http://127.0.0.1:%d/stats/prometheus".formatted(envoy.operationsPort()));
      String text = http.send(HttpRequest.newBuilder(page).build(), BodyHandlers.ofString()).body();
      return text.lines()
          .filter(line -> line.startsWith(metric + "{") && line.contains("/tcp\""))
          .mapToLong(line -> Long.parseLong(line.substring(line.lastIndexOf(' ') + 1)))
          .sum();
    } catch (java.io.IOException e) {
      return 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private Addresses addresses() {
    Addresses object = new Addresses();
    object.setMetadata(
        new ObjectMetaBuilder().withName(Addresses.DEFAULT).withNamespace(NAMESPACE).build());
    object.setSpec(
        new Addresses.Spec(
            IntStream.rangeClosed(1, nodes)
                .mapToObj(node -> EndpointAddress.ofIp("127.0.1." + node))
                .toList()));
    return object;
  }
}
