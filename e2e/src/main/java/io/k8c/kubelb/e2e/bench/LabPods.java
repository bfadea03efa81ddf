package io.k8c.kubelb.e2e.bench;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.k8c.kubelb.e2e.lab.Cluster;
import java.util.List;

/** Pods of the lab, and their processes as this machine sees them. */
final class LabPods {
  private LabPods() {}

  /** Those of a Deployment. */
  static List<Pod> named(Cluster cluster, String namespace, String deployment) {
    return cluster.client().pods().inNamespace(namespace).list().getItems().stream()
        .filter(pod -> pod.getMetadata().getName().startsWith(deployment + "-"))
        .toList();
  }

  /** Of all processes in the containers of a Deployment's pods. */
  static double residentMiB(Cluster cluster, String namespace, String deployment) {
    return named(cluster, namespace, deployment).stream()
        .flatMap(pod -> pod.getStatus().getContainerStatuses().stream())
        .map(ContainerStatus::getContainerID)
        .map(id -> id.substring(id.lastIndexOf('/') + 1))
        .flatMap(id -> Processes.HERE.ofContainer(id).stream())
        .mapToDouble(Processes.HERE::residentMiB)
        .sum();
  }
}
