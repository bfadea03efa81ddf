package io.k8c.kubelb.e2e.lab;

import io.k8c.kubelb.e2e.lab.cloud.Cloud;
import io.k8c.kubelb.e2e.lab.host.Command;
import io.k8c.kubelb.e2e.lab.host.Guard;
import io.k8c.kubelb.e2e.lab.host.LabException;
import io.k8c.kubelb.e2e.lab.host.Network;
import io.k8c.kubelb.e2e.lab.host.Together;
import io.k8c.kubelb.e2e.lab.relay.Relay;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Kubernetes clusters on this machine, joined by a LAN that leads nowhere else. It lives as long as
 * this JVM at most: when the JVM ends, even by SIGKILL, everything of the lab goes within seconds.
 */
public final class Lab implements AutoCloseable {
  public static final String PREFIX = "kubelb-lab-";
  private static final Logger LOG = LoggerFactory.getLogger(Lab.class);

  private final Parts parts;
  private final Map<String, Cluster> clusters = new ConcurrentHashMap<>();
  private final List<Cloud> clouds = new CopyOnWriteArrayList<>();
  private volatile boolean closing;

  private Lab(Parts parts) {
    this.parts = parts;
    var _ = gone().thenRun(this::ended);
  }

  public static Lab start(LabOptions options) {
    Requirements.check(options.parent());
    if (Files.exists(Path.of("/sys/fs/cgroup/cgroup.controllers"))) {
      LOG.warn("cgroup v2 was not tried");
    }
    String id = PREFIX + "%08x".formatted(new SecureRandom().nextInt());
    return new Lab(Parts.of(options, Guard.start(id, options.parent())));
  }

  /** The name of this lab's directory and control groups. */
  public String id() {
    return parts.guard().id();
  }

  /** Makes a cluster; returns when its nodes are Ready and CoreDNS answers. */
  public Cluster cluster(String name, int nodes) {
    return cluster(ClusterSpec.of(name, nodes));
  }

  public Cluster cluster(ClusterSpec spec) {
    return startAll(List.of(spec)).getFirst();
  }

  /** Makes several clusters side by side; the result is in their order. */
  public List<Cluster> startAll(Collection<ClusterSpec> specs) {
    // One after the other up to here, so that the first cluster has the lowest addresses.
    List<Cluster> made = specs.stream().map(this::prepare).toList();
    Together.run(made.stream().<Runnable>map(cluster -> cluster::start).toList());
    return made;
  }

  /** Gives the cluster's Services of type LoadBalancer addresses of the LAN from now on. */
  public Cloud cloud(Cluster cluster) {
    var cloud = new Cloud(cluster.client(), parts.addresses(), new Ground(cluster, this::nodes));
    clouds.add(cloud);
    return cloud;
  }

  /** The LAN as a client outside of all clusters sees it. */
  public Network outside() {
    return parts.guard().lan();
  }

  /**
   * Starts a program on the LAN, outside of all clusters; it ends with the lab at the latest.
   *
   * @param log to which everything that it prints is appended
   */
  public Process startOutside(Command command, Path log) {
    return parts.guard().start(command, log);
  }

  /** The way from this machine's own shell to the addresses of the lab. */
  public Relay relay() {
    return parts.relay();
  }

  /** Completes when the lab has gone, whoever ended it. */
  public CompletableFuture<?> gone() {
    return parts.guard().gone();
  }

  /** Ends the lab; a second call waits for the first. */
  @Override
  public synchronized void close() {
    if (closing) {
      return;
    }
    closing = true;
    try {
      clouds.forEach(Cloud::close);
      clusters.values().forEach(Cluster::close);
      parts.relay().close();
      parts.clients().close();
    } finally {
      parts.guard().close();
    }
  }

  private void ended() {
    if (!closing) {
      clusters.values().forEach(Cluster::forget);
      LOG.atError().addKeyValue("lab", id()).log("ended by somebody else");
    }
  }

  private Cluster prepare(ClusterSpec spec) {
    if (clusters.containsKey(spec.name())) {
      throw new LabException("the lab has a cluster %s already".formatted(spec.name()));
    }
    var cluster = new Cluster(parts, spec);
    clusters.put(spec.name(), cluster);
    return cluster;
  }

  private List<Node> nodes() {
    return clusters.values().stream().flatMap(cluster -> cluster.nodes().stream()).toList();
  }
}
