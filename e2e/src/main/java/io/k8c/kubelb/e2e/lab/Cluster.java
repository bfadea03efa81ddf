package io.k8c.kubelb.e2e.lab;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.k8c.kubelb.e2e.lab.host.LabException;
import io.k8c.kubelb.e2e.lab.host.Together;
import io.k8c.kubelb.e2e.lab.image.ImageStore;
import io.k8c.kubelb.e2e.lab.kube.AddressPlan;
import io.k8c.kubelb.e2e.lab.kube.Authority;
import io.k8c.kubelb.e2e.lab.kube.Kubeconfig;
import io.k8c.kubelb.e2e.lab.kube.NodeFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A whole Kubernetes cluster; its first node has the control plane. */
public final class Cluster {
  private static final Logger LOG = LoggerFactory.getLogger(Cluster.class);

  private final Parts parts;
  private final ClusterSpec spec;
  private final AddressPlan plan;
  private final Authority authority;
  private final List<Path> images;
  private final List<Node> nodes = new CopyOnWriteArrayList<>();
  private final Control control;
  // The first client of a JVM takes a second to make, which the API server needs anyway.
  private final CompletableFuture<KubernetesClient> client;
  private int named;

  Cluster(Parts parts, ClusterSpec spec) {
    this.parts = parts;
    this.spec = spec;
    this.plan =
        new AddressPlan(
            parts.clusters().take().orElseThrow(), spec.dualStack() && Requirements.ipv6());
    this.authority = new Authority(spec.name());
    this.images =
        new ArrayList<>(
            Stream.concat(parts.options().images().stream(), spec.images().stream()).toList());
    IntStream.range(0, spec.nodes()).forEach(_ -> nodes.add(newNode()));
    this.control = new Control(this, nodes.getFirst(), authority);
    var kubeconfig = control.admin(relayed());
    this.client = CompletableFuture.supplyAsync(() -> parts.clients().open(kubeconfig));
  }

  public String name() {
    return spec.name();
  }

  /** A client with all rights. It belongs to the lab; do not close it. */
  public KubernetesClient client() {
    return client.join();
  }

  /** A file for kubectl and the like, for use on this machine while the lab runs. */
  public Path kubeconfig() {
    return write("kubeconfig", control.admin(relayed()));
  }

  /** The same access as seen from inside the lab, for instance for a pod of another cluster. */
  public String kubeconfigInLab() {
    return control.admin(serverUrlInLab()).text();
  }

  /** The API server's address as seen from inside the lab. */
  public String serverUrlInLab() {
    return "https://%s:6443".formatted(nodes.getFirst().address());
  }

  /**
   * One JSON line for every write request, where the cluster was made with {@link
   * ClusterSpec#audited}.
   */
  public Path auditLog() {
    return control.auditLog();
  }

  public List<Node> nodes() {
    return List.copyOf(nodes);
  }

  public Node node(String name) {
    return nodes.stream()
        .filter(node -> node.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new LabException("cluster %s has no node %s".formatted(name(), name)));
  }

  /** Makes another node; returns when it is Ready. */
  public synchronized Node addNode() {
    Node node = newNode();
    node.boot(ImageStore.of(images));
    nodes.add(node);
    routes();
    node.join();
    control.awaitReady(List.of(node));
    LOG.atInfo().addKeyValue("node", node.name()).log("added");
    return node;
  }

  /** Takes a node away for good, as when a machine is returned: no drain, its object is deleted. */
  public synchronized void removeNode(Node node) {
    if (node == nodes.getFirst()) {
      throw new LabException("%s has the control plane and stays".formatted(node.name()));
    }
    if (node.isUp()) {
      node.kill();
    }
    nodes.remove(node);
    client().nodes().withName(node.name()).delete();
    parts.nodes().give(node.number());
  }

  /** Makes an image known to every node, those to come included. */
  public synchronized void loadImage(Path archive) {
    images.add(archive);
    Together.run(
        nodes.stream()
            .filter(Node::isUp)
            .<Runnable>map(
                node ->
                    () ->
                        node.run("ctr", "-n", "k8s.io", "images", "import", archive.toString())
                            .orThrow())
            .toList());
  }

  Parts parts() {
    return parts;
  }

  AddressPlan plan() {
    return plan;
  }

  ClusterSpec spec() {
    return spec;
  }

  void start() {
    ImageStore store = ImageStore.of(images);
    Together.run(nodes.stream().<Runnable>map(node -> () -> node.boot(store)).toList());
    routes();
    control.start();
    nodes.forEach(Node::join);
    control.applyAddons(client());
    control.awaitReady(nodes);
    LOG.atInfo().addKeyValue("cluster", name()).addKeyValue("nodes", nodes.size()).log("ready");
  }

  synchronized void restart(Node node) {
    node.boot(ImageStore.of(images));
    routes();
    if (node == nodes.getFirst()) {
      control.start();
    }
    node.join();
    control.awaitReady(List.of(node));
  }

  void forget() {
    nodes.forEach(Node::forget);
  }

  void close() {
    forget();
    client().close();
  }

  /** A directory of the cluster's own. */
  Path directory() {
    return parts.guard().directory().resolve("clusters").resolve(name());
  }

  private Node newNode() {
    int number =
        parts.nodes().take().orElseThrow(() -> new LabException("a lab has at most 99 nodes"));
    named++;
    String node = "%s-%d".formatted(name(), named);
    Path directory = parts.guard().directory().resolve("nodes").resolve(node);
    var files = new NodeFiles(parts.options().programs(), directory, node, number, plan);
    // The first node is the one that is being made when there is none yet.
    String server =
        nodes.isEmpty() ? "https://%s:6443".formatted(AddressPlan.lan(number)) : serverUrlInLab();
    files.write(authority, server);
    return new Node(this, files);
  }

  /** Tells every node by which other node each pod network is reached. */
  private void routes() {
    List<Node> up = nodes.stream().filter(Node::isUp).toList();
    Together.run(up.stream().<Runnable>map(node -> () -> Routes.set(node, up)).toList());
  }

  private String relayed() {
    return "https://%s:6443".formatted(parts.relay().host(nodes.getFirst().number()));
  }

  private Path write(String file, Kubeconfig kubeconfig) {
    try {
      Files.createDirectories(directory());
      return Files.writeString(directory().resolve(file), kubeconfig.text());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
