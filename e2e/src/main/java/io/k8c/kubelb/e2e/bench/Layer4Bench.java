package io.k8c.kubelb.e2e.bench;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.k8c.kubelb.e2e.fast.FastCluster;
import io.k8c.kubelb.e2e.fast.FastEnvoy;
import io.k8c.kubelb.e2e.fast.FastProgram;
import io.k8c.kubelb.e2e.fast.FastTenant;
import io.k8c.kubelb.e2e.fast.FastTier;
import io.k8c.kubelb.e2e.fast.NodePorts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** How fast a Service of type LoadBalancer works, with few and with many of them. */
@Command(name = "layer4", mixinStandardHelpOptions = true)
public final class Layer4Bench implements Callable<Integer> {
  private static final String NAMESPACE = "tenant-bench";
  private static final int MINUTES_UNTIL_CALM = 6;

  @Option(names = "--root", defaultValue = ".", description = "Folder of the project.")
  Path root = Path.of(".");

  @Option(names = "--samples", defaultValue = "50", description = "Services measured one by one.")
  int samples;

  @Option(names = "--warmup", defaultValue = "50", description = "Services before any is counted.")
  int warmup;

  @Option(names = "--burst", defaultValue = "300", description = "Services created at once.")
  int burst;

  @Option(names = "--total", defaultValue = "1000", description = "Services present in the end.")
  int total;

  @Option(names = "--steady-seconds", defaultValue = "300", description = "Time without a change.")
  int steadySeconds;

  @Option(names = "--json", description = "File for the figures, beside standard output.")
  Optional<Path> json = Optional.empty();

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new Layer4Bench()).execute(arguments));
  }

  @Override
  public Integer call() throws Exception {
    Path project = root.toAbsolutePath().normalize();
    Report report = new Report(project);
    try (FastTier tier = new FastTier(project, Files.createTempDirectory("kubelb-floor"))) {
      Floor floor = new Floor(tier.cluster("tenant").client(), tier.hub().client());
      report.put("floor", floor.measure(samples, burst));
    }
    try (FastTier tier = new FastTier(project, Files.createTempDirectory("kubelb-bench"))) {
      run(tier, report);
    }
    report.publish(json);
    return 0;
  }

  private void run(FastTier tier, Report report) throws Exception {
    KubernetesClient hub = tier.hub().client();
    hub.resource(FastTenant.config()).serverSideApply();
    FastProgram manager = tier.manager("manager").awaitReady();
    hub.resource(FastTenant.tenant(NAMESPACE)).serverSideApply();
    FastCluster cluster = tier.cluster("tenant");
    FastTenant.node(cluster.client(), "node-1", "127.0.1.1");
    FastProgram ccm = tier.ccm(NAMESPACE, NAMESPACE, cluster).awaitReady();
    try (NodePorts _ = new NodePorts("127.0.1.1", cluster)) {
      Probe probe = new Probe(cluster, tier.hub());
      Scene scene = new Scene(tier, cluster, manager, ccm, probe, report);
      create(scene, "first");
      try (FastEnvoy _ = tier.envoy("envoy", NAMESPACE)) {
        probe.addressed("first").get();
        memory(scene, "idle");
        measure(scene);
      }
    }
  }

  private void measure(Scene scene) throws Exception {
    oneByOne(scene, "warm", warmup);
    scene.report().put("idle", oneByOne(scene, "idle", samples));
    scene.report().put("burst", burst(scene, "burst", burst));
    memory(scene, "after burst");
    int rest = total - warmup - samples - burst - 1;
    scene.report().put("fill", burst(scene, "fill", rest));
    scene.report().put("loaded", oneByOne(scene, "loaded", samples));
    memory(scene, "loaded");
    scene.report().put("oneMore", oneMore(scene));
    scene.report().put("oneMoreNode", oneMoreNode(scene));
    scene.report().put("steady", steady(scene));
    memory(scene, "steady");
  }

  private Map<String, Object> oneByOne(Scene scene, String name, int count) throws Exception {
    List<Long> answers = new ArrayList<>();
    List<Long> addresses = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String service = name + "-" + i;
      long start = System.nanoTime();
      create(scene, service);
      answers.add(scene.probe().firstAnswer(service) - start);
      addresses.add(scene.probe().addressed(service).get() - start);
      Thread.sleep(30);
    }
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("createToAnswerMillis", Distribution.ofNanos(answers));
    result.put("createToAddressMillis", Distribution.ofNanos(addresses));
    return result;
  }

  private Map<String, Object> burst(Scene scene, String name, int count) throws Exception {
    long start = System.nanoTime();
    Semaphore atOnce = new Semaphore(8);
    List<Long> addresses = new ArrayList<>();
    try (ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < count; i++) {
        String service = name + "-" + i;
        workers.execute(
            () -> {
              atOnce.acquireUninterruptibly();
              try {
                create(scene, service);
              } finally {
                atOnce.release();
              }
            });
      }
      for (int i = 0; i < count; i++) {
        addresses.add(scene.probe().addressed(name + "-" + i).get() - start);
      }
    }
    long end = System.nanoTime();
    for (int i = 0; i < count; i++) {
      long _ = scene.probe().firstAnswer(name + "-" + i);
    }
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("services", count);
    result.put("secondsUntilAllHaveAnAddress", (end - start) / 1e9);
    result.put("secondsUntilAllAnswer", (System.nanoTime() - start) / 1e9);
    result.put("addressMillis", Distribution.ofNanos(addresses));
    return result;
  }

  private static void create(Scene scene, String name) {
    scene.cluster().client().resource(FastTenant.service(name)).create();
  }

  private Map<String, Double> oneMore(Scene scene) throws Exception {
    Map<String, Double> before = pushed(scene);
    create(scene, "one-more");
    scene.probe().addressed("one-more").get();
    Thread.sleep(1000);
    return difference(before, pushed(scene));
  }

  private Map<String, Double> oneMoreNode(Scene scene) throws Exception {
    Map<String, Double> before = pushed(scene);
    FastTenant.node(scene.cluster().client(), "node-2", "127.0.1.2");
    Thread.sleep(5000);
    return difference(before, pushed(scene));
  }

  /** Events of a burst are told slowly; the steady state begins after the last. */
  private static void calm(Scene scene) throws Exception {
    long before = -1;
    for (int i = 0; i < MINUTES_UNTIL_CALM * 6; i++) {
      long now = lines(scene.tier().hub()) + lines(scene.cluster());
      if (now == before) {
        return;
      }
      before = now;
      Thread.sleep(Duration.ofSeconds(10));
    }
  }

  private Map<String, Object> steady(Scene scene) throws Exception {
    calm(scene);
    long hub = lines(scene.tier().hub());
    long tenant = lines(scene.cluster());
    Thread.sleep(Duration.ofSeconds(steadySeconds));
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("seconds", steadySeconds);
    result.put("writesToHub", lines(scene.tier().hub()) - hub);
    result.put("writesToTenant", lines(scene.cluster()) - tenant);
    return result;
  }

  /** Writes but those of leases. */
  private static long lines(FastCluster cluster) throws Exception {
    try (var lines = Files.lines(cluster.auditLog())) {
      return lines.filter(line -> !line.contains("\"resource\":\"leases\"")).count();
    }
  }

  private static Map<String, Double> pushed(Scene scene) {
    Map<String, Double> counts = new LinkedHashMap<>();
    Matcher lines =
        Pattern.compile(
                "(?m)^kubelb_manager_xds_(pushed|translated|hashed)_total(?:\\{type=\"(\\w+)\"\\})? (\\S+)")
            .matcher(scene.manager().metrics());
    while (lines.find()) {
      String type = lines.group(2) == null ? "" : " " + lines.group(2);
      counts.put(lines.group(1) + type, Double.parseDouble(lines.group(3)));
    }
    return counts;
  }

  private static Map<String, Double> difference(
      Map<String, Double> before, Map<String, Double> after) {
    Map<String, Double> changed = new LinkedHashMap<>();
    after.forEach((key, value) -> changed.put(key, value - before.getOrDefault(key, 0.0)));
    return changed;
  }

  private void memory(Scene scene, String when) {
    scene
        .report()
        .put(
            "residentMiB " + when,
            Map.of(
                "manager", Probe.residentMiB(scene.manager().process().process().pid()),
                "ccm", Probe.residentMiB(scene.ccm().process().process().pid())));
  }

  private record Scene(
      FastTier tier,
      FastCluster cluster,
      FastProgram manager,
      FastProgram ccm,
      Probe probe,
      Report report) {}
}
