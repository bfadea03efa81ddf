package io.k8c.kubelb.e2e.lab;

import io.k8c.kubelb.e2e.lab.host.LabException;
import java.nio.file.Path;
import java.util.List;

/**
 * A cluster to be made.
 *
 * @param images archives beside those of {@link LabOptions}
 * @param dualStack IPv4 first and IPv6 too; without effect where the machine has no IPv6
 * @param audit whether every write request is noted in {@link Cluster#auditLog}
 */
public record ClusterSpec(
    String name, int nodes, List<Path> images, boolean dualStack, boolean audit) {
  public ClusterSpec {
    images = List.copyOf(images);
    if (!name.matches("[a-z0-9]([-a-z0-9]{0,30}[a-z0-9])?") || nodes < 1) {
      throw new LabException(
          "'%s' with %d nodes: a cluster's name is a DNS label of at most 32 characters, and it has a node"
              .formatted(name, nodes));
    }
  }

  public static ClusterSpec of(String name, int nodes) {
    return new ClusterSpec(name, nodes, List.of(), true, false);
  }

  public ClusterSpec withImages(List<Path> archives) {
    return new ClusterSpec(name, nodes, archives, dualStack, audit);
  }

  public ClusterSpec ipv4Only() {
    return new ClusterSpec(name, nodes, images, false, audit);
  }

  public ClusterSpec audited() {
    return new ClusterSpec(name, nodes, images, dualStack, true);
  }
}
