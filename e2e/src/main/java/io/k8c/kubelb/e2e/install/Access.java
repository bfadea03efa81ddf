package io.k8c.kubelb.e2e.install;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.k8c.kubelb.e2e.lab.Cluster;
import java.nio.file.Path;

/**
 * A cluster and the way to it.
 *
 * @param kubeconfig for programs such as helm
 */
public record Access(String name, Path kubeconfig, KubernetesClient client) {

  public static Access to(Cluster cluster) {
    return new Access(cluster.name(), cluster.kubeconfig(), cluster.client());
  }
}
