package io.k8c.kubelb.e2e.conformance;

import io.k8c.kubelb.e2e.install.Access;
import io.k8c.kubelb.e2e.lab.Cluster;
import io.k8c.kubelb.e2e.lab.Node;
import io.k8c.kubelb.e2e.lab.host.Command;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What is kept of clusters when they go: the output of every container that is still there, with
 * manager, CCM and Envoy among them, the Events, and the objects that the suite was about.
 */
record Evidence(Path folder, Path programs) {
  private static final String GATEWAY_API =
      "gatewayclasses,gateways,listenersets,httproutes,grpcroutes,tlsroutes,tcproutes,udproutes,"
          + "backendtlspolicies,referencegrants,services,endpointslices";
  private static final String KUBELB =
      "tenants,routes.kubelb.k8c.io,loadbalancers.kubelb.k8c.io,addresses.kubelb.k8c.io,services";

  void keep(Cluster hub, Cluster tenant) {
    keep(hub, KUBELB);
    keep(tenant, GATEWAY_API);
  }

  private void keep(Cluster cluster, String kinds) {
    cluster.nodes().forEach(this::pods);
    print(cluster, "events", "get", "events", "-A", "--sort-by=.lastTimestamp");
    print(cluster, "objects", "get", kinds, "-A", "-o", "yaml");
  }

  private void pods(Node node) {
    Path pods = folder.resolve("pods");
    try {
      Files.createDirectories(pods);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String from = node.podLogs() + "/.";
    // A pod may go while it is copied; what is there of the others is worth having.
    var _ = Command.of("cp", "-r", from, pods.toString()).run();
  }

  private void print(Cluster cluster, String name, String... words) {
    String text = new Kubectl(Access.to(cluster), programs).run(words).text();
    try {
      Files.writeString(folder.resolve("%s-%s.txt".formatted(cluster.name(), name)), text + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
