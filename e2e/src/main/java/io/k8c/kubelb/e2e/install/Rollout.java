package io.k8c.kubelb.e2e.install;

import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.DaemonSetStatus;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatus;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Whether a Deployment or DaemonSet runs what was asked for, by the rules of {@code kubectl rollout
 * status}.
 */
public final class Rollout {
  private Rollout() {}

  public static boolean isComplete(Deployment deployment) {
    DeploymentStatus status = deployment.getStatus();
    int wanted = deployment.getSpec().getReplicas();
    return Objects.equals(status.getObservedGeneration(), deployment.getMetadata().getGeneration())
        && number(status.getUpdatedReplicas()) == wanted
        && number(status.getReplicas()) == wanted
        && number(status.getAvailableReplicas()) == wanted;
  }

  public static boolean isComplete(DaemonSet daemonSet) {
    DaemonSetStatus status = daemonSet.getStatus();
    int wanted = number(status.getDesiredNumberScheduled());
    return Objects.equals(status.getObservedGeneration(), daemonSet.getMetadata().getGeneration())
        && wanted > 0
        && number(status.getUpdatedNumberScheduled()) == wanted
        && number(status.getNumberAvailable()) == wanted;
  }

  private static int number(@Nullable Integer value) {
    return value == null ? 0 : value;
  }
}
