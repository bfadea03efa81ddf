package io.k8c.kubelb.e2e.lab;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.k8c.kubelb.e2e.lab.host.Wait;
import io.k8c.kubelb.e2e.lab.kube.Authority;
import io.k8c.kubelb.e2e.lab.kube.ControlPlane;
import io.k8c.kubelb.e2e.lab.kube.Credential;
import io.k8c.kubelb.e2e.lab.kube.Kubeconfig;
import io.k8c.kubelb.e2e.lab.kube.Template;
import io.k8c.kubelb.e2e.lab.relay.Door;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The control plane of a cluster, on its first node. */
final class Control {
  private static final int PORT = 6443;
  private static final Duration PATIENCE = Duration.ofMinutes(4);

  private final Cluster cluster;
  private final Node node;
  private final Authority authority;
  private final Credential administrator;
  private final ControlPlane programs;

  Control(Cluster cluster, Node node, Authority authority) {
    this.cluster = cluster;
    this.node = node;
    this.authority = authority;
    this.administrator = authority.issue("O=system:masters,CN=lab-admin", List.of());
    this.programs =
        new ControlPlane(
            cluster.parts().options().programs(),
            node.files().directory(),
            node.address(),
            cluster.plan(),
            cluster.spec().audit() ? Optional.of(auditLog()) : Optional.empty());
    writeFiles();
  }

  Kubeconfig admin(String server) {
    return new Kubeconfig(cluster.name(), server, authority.certificate(), administrator);
  }

  Path auditLog() {
    return node.log("audit");
  }

  /** Returns when the API server is ready. */
  void start() {
    node.start("etcd", programs.etcd());
    node.start("kube-apiserver", programs.apiServer());
    offer();
    try (KubernetesClient probe = cluster.parts().clients().impatient(admin(relayed()))) {
      Wait.upTo(PATIENCE)
          .until(
              () -> node.daemon("kube-apiserver").running() && isReady(probe),
              () -> late("kube-apiserver"));
    }
    node.start("kube-controller-manager", programs.controllerManager());
    node.start("kube-scheduler", programs.scheduler());
  }

  /** What every cluster has beside its nodes: CoreDNS and the rights of kube-proxy. */
  void applyAddons(KubernetesClient client) {
    List<String> dns = cluster.plan().dns();
    String text =
        Template.fill(
            "addons.yaml",
            Map.of(
                "DNS",
                dns.stream().map("\"%s\""::formatted).collect(Collectors.joining(", ")),
                "DNS4",
                dns.getFirst()));
    client.load(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8))).create();
  }

  void awaitReady(Collection<Node> nodes) {
    try (KubernetesClient probe = cluster.parts().clients().impatient(admin(relayed()))) {
      nodes.forEach(
          each ->
              Wait.upTo(PATIENCE)
                  .until(
                      () -> each.daemon("kubelet").running() && isReady(probe, each.name()),
                      () ->
                          "node %s is not Ready: %s"
                              .formatted(each.name(), each.daemon("kubelet").lastWords())));
      Wait.upTo(PATIENCE)
          .until(
              () -> hasDns(probe),
              () -> "CoreDNS of %s is not available".formatted(cluster.name()));
    }
  }

  private String relayed() {
    return "https://%s:%d".formatted(cluster.parts().relay().host(node.number()), PORT);
  }

  private void offer() {
    var door = new Door(Door.Protocol.TCP, PORT, node.address());
    cluster.parts().relay().offer(node.number(), Set.of(door));
  }

  private String late(String program) {
    return "%s of %s is not ready after %d s: %s"
        .formatted(program, cluster.name(), PATIENCE.toSeconds(), node.daemon(program).lastWords());
  }

  private static boolean isReady(KubernetesClient probe) {
    try {
      return "ok".equals(probe.raw("/readyz"));
    } catch (KubernetesClientException e) {
      return false;
    }
  }

  private static boolean isReady(KubernetesClient probe, String name) {
    try {
      var found = probe.nodes().withName(name).get();
      return found != null
          && found.getStatus().getConditions().stream()
              .anyMatch(c -> "Ready".equals(c.getType()) && "True".equals(c.getStatus()));
    } catch (KubernetesClientException e) {
      return false;
    }
  }

  private static boolean hasDns(KubernetesClient probe) {
    try {
      var found = probe.apps().deployments().inNamespace("kube-system").withName("coredns").get();
      Integer available = found == null ? null : found.getStatus().getAvailableReplicas();
      return available != null && available > 0;
    } catch (KubernetesClientException e) {
      return false;
    }
  }

  private void writeFiles() {
    var files = node.files();
    Path pki = files.directory().resolve("pki");
    authority.self().write(pki, "ca");
    authority.issue("CN=kube-apiserver", serverNames()).write(pki, "apiserver");
    authority.issue("O=system:masters,CN=kubelet-client", List.of()).write(pki, "kubelet-client");
    authority.issue("CN=front-proxy", List.of()).write(pki, "front-proxy");
    Authority.bareKeys().write(pki, "accounts");
    String server = "https://%s:%d".formatted(node.address(), PORT);
    files.kubeconfig(authority, server, "controller-manager", "CN=system:kube-controller-manager");
    files.kubeconfig(authority, server, "scheduler", "CN=system:kube-scheduler");
    files.write("audit-policy.yaml", Template.fill("audit-policy.yaml", Map.of()));
  }

  private List<String> serverNames() {
    List<String> names = new ArrayList<>(cluster.plan().nodeAddresses(node.number()));
    names.addAll(
        List.of("kubernetes", "kubernetes.default", "kubernetes.default.svc", "localhost"));
    names.addAll(List.of("kubernetes.default.svc.cluster.local", "127.0.0.1"));
    names.addAll(List.of(cluster.plan().apiService(), cluster.parts().relay().host(node.number())));
    return names;
  }
}
