package io.k8c.kubelb.e2e.install;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the pods of a namespace are doing, for people who wait for them. */
public final class Diagnosis {
  private static final int LINES = 15;

  private Diagnosis() {}

  public static String of(Access cluster, String namespace) {
    return cluster.client().pods().inNamespace(namespace).list().getItems().stream()
        .map(pod -> describe(cluster, pod))
        .collect(Collectors.joining("\n"));
  }

  private static String describe(Access cluster, Pod pod) {
    return "pod %s: %s %s%n%s"
        .formatted(
            pod.getMetadata().getName(),
            pod.getStatus().getPhase(),
            states(pod),
            lastLines(cluster, pod).indent(4));
  }

  private static String states(Pod pod) {
    Stream<String> conditions =
        pod.getStatus().getConditions().stream()
            .filter(condition -> "False".equals(condition.getStatus()))
            .map(condition -> condition.getType() + "=False " + condition.getMessage());
    Stream<String> waiting =
        pod.getStatus().getContainerStatuses().stream()
            .map(ContainerStatus::getState)
            .filter(state -> state.getWaiting() != null)
            .map(state -> state.getWaiting().getReason() + " " + state.getWaiting().getMessage());
    return Stream.concat(conditions, waiting).collect(Collectors.joining("; "));
  }

  private static String lastLines(Access cluster, Pod pod) {
    try {
      return cluster
          .client()
          .pods()
          .inNamespace(pod.getMetadata().getNamespace())
          .withName(pod.getMetadata().getName())
          .tailingLines(LINES)
          .getLog();
    } catch (KubernetesClientException e) {
      return "no log";
    }
  }
}
