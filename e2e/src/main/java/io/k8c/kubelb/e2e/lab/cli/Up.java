package io.k8c.kubelb.e2e.lab.cli;

import io.k8c.kubelb.e2e.lab.Cluster;
import io.k8c.kubelb.e2e.lab.ClusterSpec;
import io.k8c.kubelb.e2e.lab.Lab;
import io.k8c.kubelb.e2e.lab.LabOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "up",
    description = "Makes clusters and keeps them until it is ended (Ctrl-C, 'lab down').",
    mixinStandardHelpOptions = true)
final class Up implements Runnable {
  @Option(
      names = "--cluster",
      paramLabel = "NAME=NODES",
      description =
          "A cluster and its number of nodes; default: hub=1 and tenant-1=1. The first one has a"
              + " cloud.")
  private final Map<String, Integer> clusters = new LinkedHashMap<>();

  @Option(
      names = "--image",
      paramLabel = "ARCHIVE",
      description = "An image archive that every cluster knows; may be repeated.")
  private final List<Path> images = new ArrayList<>();

  @Override
  public void run() {
    if (clusters.isEmpty()) {
      clusters.put("hub", 1);
      clusters.put("tenant-1", 1);
    }
    Lab lab = Lab.start(LabOptions.standard().withImages(images));
    Runtime.getRuntime().addShutdownHook(new Thread(lab::close));
    List<ClusterSpec> specs =
        clusters.entrySet().stream().map(e -> ClusterSpec.of(e.getKey(), e.getValue())).toList();
    List<Cluster> made = lab.startAll(specs);
    lab.cloud(made.getFirst());
    show(lab, made);
    lab.gone().join();
    System.out.println("The lab " + lab.id() + " has ended.");
  }

  private static void show(Lab lab, List<Cluster> clusters) {
    System.out.println("The lab " + lab.id() + " is up; Ctrl-C ends it.");
    for (Cluster cluster : clusters) {
      System.out.printf("  %s: export KUBECONFIG=%s%n", cluster.name(), cluster.kubeconfig());
      cluster
          .nodes()
          .forEach(node -> System.out.printf("    node %s %s%n", node.name(), node.addresses()));
    }
    System.out.printf("Addresses 10.90.0.X of the lab are %s here.%n", lab.relay().pattern());
  }
}
