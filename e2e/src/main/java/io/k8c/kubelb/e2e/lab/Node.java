package io.k8c.kubelb.e2e.lab;

import io.k8c.kubelb.e2e.lab.host.LabException;
import io.k8c.kubelb.e2e.lab.host.Machine;
import io.k8c.kubelb.e2e.lab.host.Network;
import io.k8c.kubelb.e2e.lab.host.Output;
import io.k8c.kubelb.e2e.lab.host.Wait;
import io.k8c.kubelb.e2e.lab.image.ImageStore;
import io.k8c.kubelb.e2e.lab.kube.AddressPlan;
import io.k8c.kubelb.e2e.lab.kube.NodeFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A node of a cluster: a machine of the lab with containerd, kubelet and kube-proxy on it. */
public final class Node {
  private static final Logger LOG = LoggerFactory.getLogger(Node.class);
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final NodeFiles files;
  private final Cluster cluster;
  private final Map<String, Daemon> daemons = new ConcurrentHashMap<>();
  private volatile @Nullable Machine machine;

  Node(Cluster cluster, NodeFiles files) {
    this.cluster = cluster;
    this.files = files;
  }

  public String name() {
    return files.node();
  }

  /** The IPv4 address on the lab's LAN. */
  public String address() {
    return AddressPlan.lan(files.number());
  }

  /** All addresses on the lab's LAN, IPv4 first. */
  public List<String> addresses() {
    return files.plan().nodeAddresses(files.number());
  }

  public Network network() {
    return machine().network();
  }

  /** Runs a program on the node, with the node's processes, files and network in view. */
  public Output run(String... words) {
    return machine().run(words);
  }

  /** Where one of the node's programs, such as {@code kubelet}, writes what it does. */
  public Path log(String program) {
    return files.directory().resolve("log").resolve(program + ".log");
  }

  /** Where the output of the containers on the node is, as long as the lab is there. */
  public Path podLogs() {
    return files.directory().resolve("var/log/pods");
  }

  /**
   * While on, all traffic to and from the node vanishes, as when its cable is cut behind the
   * switch.
   */
  public void blackhole(boolean on) {
    machine().blackhole(on);
  }

  /** Shuts the node down: its programs and pods are asked to end first. */
  public void stop() {
    Machine stopping = machine();
    forget();
    stopping.stop(PATIENCE);
  }

  /** Cuts the node's power. */
  public void kill() {
    Machine dying = machine();
    forget();
    dying.kill();
  }

  /**
   * Starts a node again that was stopped or killed; its pods come back. Returns when it is Ready.
   */
  public void start() {
    cluster.restart(this);
  }

  boolean isUp() {
    return machine != null;
  }

  int number() {
    return files.number();
  }

  NodeFiles files() {
    return files;
  }

  /** Makes the machine with containerd on it; images are laid in when it has none yet. */
  void boot(ImageStore store) {
    Path images = files.directory().resolve("var/lib/containerd");
    if (!Files.exists(images)) {
      store.layInto(images);
    }
    machine = Machine.boot(cluster.parts().guard(), spec());
    network().run("nft", "-f", files.directory().resolve("masquerade.nft").toString()).orThrow();
    start("containerd", files.containerd());
  }

  /** Starts what makes the machine a node of its cluster, once the API server answers. */
  void join() {
    Path socket = machine().see("/run/containerd/containerd.sock");
    Wait.upTo(PATIENCE)
        .until(
            () -> daemon("containerd").running() && Files.exists(socket),
            () -> "containerd on %s: %s".formatted(name(), daemon("containerd").lastWords()));
    start("kubelet", files.kubelet());
    start("kube-proxy", files.kubeProxy());
  }

  void start(String program, List<String> words) {
    Daemon daemon = Daemon.start(machine(), name(), program, words);
    daemons.put(program, daemon);
    // Only a while later is it clear whether the program ended alone or with its node.
    var later = CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS);
    var _ = daemon.process().onExit().thenRunAsync(() -> ended(daemon), later);
  }

  /** From here on the end of the node's programs is nothing to talk about. */
  void forget() {
    daemons.clear();
    machine = null;
  }

  private void ended(Daemon daemon) {
    Machine now = machine;
    if (now != null && now.isAlive() && daemons.containsValue(daemon)) {
      LOG.atWarn()
          .addKeyValue("program", daemon.name())
          .addKeyValue("node", name())
          .addKeyValue("status", daemon.process().exitValue())
          .addKeyValue("lastWords", daemon.lastWords())
          .log("ended by itself");
    }
  }

  Daemon daemon(String program) {
    Daemon daemon = daemons.get(program);
    if (daemon == null) {
      throw new LabException("%s does not run on %s".formatted(program, name()));
    }
    return daemon;
  }

  private Machine.Spec spec() {
    return new Machine.Spec(
        name(), files.number(), files.directory(), files.plan().nodeInterfaces(files.number()));
  }

  private Machine machine() {
    if (machine == null) {
      throw new LabException("the node %s is down; start() brings it back".formatted(name()));
    }
    return machine;
  }
}
