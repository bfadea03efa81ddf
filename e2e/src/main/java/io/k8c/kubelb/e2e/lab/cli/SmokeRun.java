package io.k8c.kubelb.e2e.lab.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.LoadBalancerIngress;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.k8c.kubelb.e2e.lab.Cluster;
import io.k8c.kubelb.e2e.lab.ClusterSpec;
import io.k8c.kubelb.e2e.lab.Lab;
import io.k8c.kubelb.e2e.lab.Node;
import io.k8c.kubelb.e2e.lab.host.Network;
import io.k8c.kubelb.e2e.lab.kube.AddressPlan;
import io.k8c.kubelb.e2e.lab.kube.Template;
import java.io.ByteArrayInputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Tries everything that a lab offers, with two clusters, an echo server in each and a cloud for the
 * first.
 */
public final class SmokeRun {
  private static final String NAMESPACE = "smoke";
  private static final String BRIDGE = "10.90.0.254";

  private final Lab lab;
  private final Checks checks;
  private final Network outside;
  private final Cluster hub;
  private final Cluster tenant;

  private SmokeRun(Lab lab, Checks checks, List<Cluster> clusters) {
    this.lab = lab;
    this.checks = checks;
    this.outside = lab.outside();
    this.hub = clusters.getFirst();
    this.tenant = clusters.getLast();
  }

  /** Makes the clusters in a lab that has none, and runs all checks. */
  public static void in(Lab lab, Checks checks) {
    var specs = List.of(ClusterSpec.of("hub", 1).audited(), ClusterSpec.of("tenant", 1));
    var run = new SmokeRun(lab, checks, lab.startAll(specs));
    lab.cloud(run.hub);
    run.all();
  }

  private void all() {
    List.of(hub, tenant).forEach(this::deploy);
    pods();
    addresses();
    acrossClusters();
    nodes();
  }

  private void deploy(Cluster cluster) {
    String text = Template.fill(SmokeRun.class, "smoke.yaml", Map.of("CLUSTER", cluster.name()));
    cluster.client().load(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8))).create();
    checks.check(
        "%s: a restricted Deployment is available".formatted(cluster.name()),
        () -> isAvailable(cluster));
  }

  private void pods() {
    String node = hub.nodes().getFirst().address();
    checks.check(
        "outside -> node port, HTTP", () -> echo(node, "/").path("cluster").asText().equals("hub"));
    checks.check(
        "outside -> node port, UDP",
        () ->
            Probe.udp(outside, new InetSocketAddress(node, 30082), "hello")
                .path("data")
                .asText()
                .equals("hello"));
    checks.check(
        "outside -> node port, TCP with a PROXY header",
        () ->
            Probe.tcp(
                    outside,
                    new InetSocketAddress(node, 30081),
                    "PROXY TCP4 192.0.2.1 192.0.2.2 1234 80\r\n")
                .path("proxySource")
                .asText()
                .equals("192.0.2.1:1234"));
    checks.check(
        "DNS inside a pod",
        () -> echo(node, "/lookup?host=echo.smoke.svc.cluster.local").path("addresses").size() > 0);
    checks.check("PodSecurity refuses a pod that is not restricted", this::refusesPlainPod);
    checks.check("write requests are in the audit log", () -> Files.size(hub.auditLog()) > 0);
  }

  private void addresses() {
    if (!checks.check("the cloud gives a LoadBalancer its address", () -> !ingress().isEmpty())) {
      return;
    }
    checks.check(
        "outside -> LoadBalancer, the client's address is kept",
        () -> remote(Probe.http(outside, "http://%s/".formatted(address(0)))).startsWith(BRIDGE));
    checks.check(
        "outside -> LoadBalancer, UDP",
        () ->
            remote(Probe.udp(outside, new InetSocketAddress(address(0), 82), "x"))
                .startsWith(BRIDGE));
    if (ingress().size() > 1) {
      checks.check(
          "outside -> LoadBalancer, IPv6",
          () ->
              remote(Probe.http(outside, "http://[%s]/".formatted(address(1))))
                  .startsWith("[fd90::254]"));
    }
    String here = lab.relay().host(AddressPlan.number(address(0)));
    checks.check(
        "this machine's own shell -> LoadBalancer, through the relay",
        () -> Probe.http("http://%s/".formatted(here)).path("cluster").asText().equals("hub"));
  }

  private void acrossClusters() {
    String url = "/fetch?url=http://%s:30080/".formatted(tenant.nodes().getFirst().address());
    checks.check(
        "a pod of the hub -> node port of the tenant cluster",
        () ->
            echo(hub.nodes().getFirst().address(), url).path("cluster").asText().equals("tenant"));
  }

  private void nodes() {
    Node node = tenant.addNode();
    checks.check("an added node is Ready and serves", () -> echo(node.address(), "/").has("pod"));
    tenant.client().apps().deployments().inNamespace(NAMESPACE).withName("echo").scale(4);
    checks.check("pods reach pods on another node", () -> answeringNodes(node) == 2);
    node.blackhole(true);
    checks.check("a black-holed node is silent", () -> !answers(node));
    node.blackhole(false);
    checks.check("and answers again when it is not", () -> answers(node));
    tenant.removeNode(node);
    checks.check(
        "a removed node is gone", () -> tenant.client().nodes().list().getItems().size() == 1);
  }

  private long answeringNodes(Node node) {
    return IntStream.range(0, 12)
        .mapToObj(_ -> echo(node.address(), "/").path("node").asText())
        .distinct()
        .count();
  }

  private boolean answers(Node node) {
    return outside.run("curl", "-s", "-m", "1", "http://%s:30080/".formatted(node.address())).ok();
  }

  private JsonNode echo(String node, String path) {
    return Probe.http(outside, "http://%s:30080%s".formatted(node, path));
  }

  private static String remote(JsonNode answer) {
    return answer.path("remote").asText();
  }

  private String address(int family) {
    return ingress().get(family).getIp();
  }

  private List<LoadBalancerIngress> ingress() {
    return hub.client()
        .services()
        .inNamespace(NAMESPACE)
        .withName("balanced")
        .get()
        .getStatus()
        .getLoadBalancer()
        .getIngress();
  }

  private static boolean isAvailable(Cluster cluster) {
    var status =
        cluster
            .client()
            .apps()
            .deployments()
            .inNamespace(NAMESPACE)
            .withName("echo")
            .get()
            .getStatus();
    return Integer.valueOf(2).equals(status.getAvailableReplicas());
  }

  private boolean refusesPlainPod() {
    try {
      hub.client()
          .run()
          .inNamespace(NAMESPACE)
          .withName("plain")
          .withImage("localhost/echo:1")
          .done();
      return false;
    } catch (KubernetesClientException e) {
      return e.getCode() == 403;
    }
  }
}
