package io.k8c.kubelb.e2e.clusters;

import io.fabric8.kubernetes.api.model.Pod;
import io.k8c.kubelb.e2e.install.Access;
import io.k8c.kubelb.e2e.install.Installation;
import java.util.List;

/** The pods of a program of ours in a cluster. */
record Managers(Access cluster, String program) {
  Managers(Access hub) {
    this(hub, Installation.MANAGER);
  }

  static Managers ccm(TenantCluster tenant) {
    return new Managers(tenant.access(), Installation.CCM);
  }

  List<Pod> pods() {
    return cluster
        .client()
        .pods()
        .inNamespace(Installation.NAMESPACE)
        .withLabel("app.kubernetes.io/name", program)
        .list()
        .getItems();
  }

  /** Ends pods without any warning. */
  void kill() {
    pods().forEach(this::kill);
  }

  void kill(Pod pod) {
    var _ = cluster.client().resource(pod).withGracePeriod(0).delete();
  }

  void scale(int replicas) {
    var _ =
        cluster
            .client()
            .apps()
            .deployments()
            .inNamespace(Installation.NAMESPACE)
            .withName(program)
            .scale(replicas);
  }

  void awaitReady() {
    Installation.awaitReady(cluster, program);
  }

  /** The pod that holds the Lease. */
  Pod leader() {
    String holder =
        cluster.client().leases().inNamespace(Installation.NAMESPACE).list().getItems().stream()
            .map(lease -> lease.getSpec().getHolderIdentity())
            .filter(identity -> identity != null && !identity.isEmpty())
            .findFirst()
            .orElseThrow();
    return pods().stream()
        .filter(pod -> holder.startsWith(pod.getMetadata().getName()))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no pod is called " + holder));
  }
}
