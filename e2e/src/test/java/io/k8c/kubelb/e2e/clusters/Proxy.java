package io.k8c.kubelb.e2e.clusters;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.RollableScalableResource;
import io.k8c.kubelb.e2e.install.Rollout;
import io.k8c.kubelb.e2e.lab.Cluster;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The Envoys of one tenant in the hub. */
record Proxy(Cluster hub, String namespace) {
  private static final int CONNECT_MILLIS = 1000;

  private KubernetesClient client() {
    return hub.client();
  }

  String name() {
    return "envoy-" + namespace;
  }

  RollableScalableResource<Deployment> deployment() {
    return client().apps().deployments().inNamespace(namespace).withName(name());
  }

  /** There in place of the Deployment where the hub wants a proxy on every node. */
  Resource<DaemonSet> daemonSet() {
    return client().apps().daemonSets().inNamespace(namespace).withName(name());
  }

  List<Pod> pods() {
    return client()
        .pods()
        .inNamespace(namespace)
        .withLabel("app.kubernetes.io/name", namespace)
        .list()
        .getItems();
  }

  /** Pods that are not told to end. */
  private Stream<Pod> current() {
    return pods().stream().filter(pod -> !pod.isMarkedForDeletion());
  }

  /** Which pods there are; two sets are equal if no pod came or went. */
  Set<String> podUids() {
    return current().map(pod -> pod.getMetadata().getUid()).collect(Collectors.toSet());
  }

  /** Whether pods have come to their end. */
  boolean haveEnded(Set<String> uids) {
    return pods().stream().noneMatch(pod -> uids.contains(pod.getMetadata().getUid()));
  }

  int restarts() {
    return pods().stream()
        .flatMap(pod -> pod.getStatus().getContainerStatuses().stream())
        .mapToInt(status -> status.getRestartCount())
        .sum();
  }

  boolean isRolledOut() {
    Deployment found = deployment().get();
    return found != null && Rollout.isComplete(found);
  }

  /** Whether a proxy runs on every node, and none but those. */
  boolean isOnEveryNode() {
    DaemonSet found = daemonSet().get();
    return found != null && Rollout.isComplete(found) && deployment().get() == null;
  }

  /** Replaces all pods, as a change of their template does. */
  void restart() {
    var _ = deployment().rolling().restart();
  }

  boolean nobodyListens(int port) {
    return current().noneMatch(pod -> listens(pod, port));
  }

  boolean allListen(int port) {
    List<Pod> pods = current().toList();
    return !pods.isEmpty() && pods.stream().allMatch(pod -> listens(pod, port));
  }

  private boolean listens(Pod pod, int port) {
    String address = pod.getStatus().getPodIP();
    if (address == null) {
      return false;
    }
    try (SocketChannel channel = hub.nodes().getFirst().network().tcp()) {
      channel.socket().connect(new InetSocketAddress(address, port), CONNECT_MILLIS);
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
