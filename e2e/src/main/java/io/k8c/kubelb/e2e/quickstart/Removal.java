package io.k8c.kubelb.e2e.quickstart;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.k8c.kubelb.api.Tenant;
import io.k8c.kubelb.api.TenantNamespace;
import io.k8c.kubelb.api.Wire;
import io.k8c.kubelb.e2e.install.Access;
import io.k8c.kubelb.e2e.install.Installation;
import io.k8c.kubelb.e2e.lab.host.LabException;
import io.k8c.kubelb.e2e.lab.host.Wait;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Takes everything of a quickstart out of clusters that stay. */
record Removal(Ground ground, Installation installation) {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /**
   * Throws if KubeLB is in one of the clusters, since the end of the quickstart would remove it.
   */
  static void refuseWhereInstalled(Ground ground) {
    refuse(ground.hub(), hasKinds(ground.hub().client()));
    ground
        .tenants()
        .forEach(
            tenant ->
                refuse(
                    tenant,
                    tenant
                            .client()
                            .apps()
                            .deployments()
                            .inNamespace(Installation.NAMESPACE)
                            .withName(Installation.CCM)
                            .get()
                        != null));
  }

  private static void refuse(Access cluster, boolean installed) {
    if (installed) {
      throw new LabException(
          "KubeLB is in cluster %s already, and the end of the quickstart would remove it; use other clusters"
              .formatted(cluster.name()));
    }
  }

  private static boolean hasKinds(KubernetesClient client) {
    return client.apiextensions().v1().customResourceDefinitions().list().getItems().stream()
        .anyMatch(kind -> kind.getSpec().getGroup().equals(Wire.GROUP));
  }

  void run() {
    System.out.println("removing KubeLB and the samples from your clusters");
    ground.tenants().forEach(this::samples);
    ground.tenants().forEach(cluster -> tenant(cluster.name()));
    ground.tenants().forEach(cluster -> step(() -> installation.removeCcm(cluster)));
    step(installation::removeManager);
    step(() -> kinds(ground.hub().client()));
    ground.tenants().forEach(cluster -> step(() -> kinds(cluster.client())));
  }

  private void samples(Access cluster) {
    for (Exposed exposed : Exposed.values()) {
      step(() -> exposed.delete(cluster));
    }
    step(
        () ->
            cluster
                .client()
                .genericKubernetesResources("gateway.networking.k8s.io/v1", "HTTPRoute")
                .inNamespace(Quickstart.NAMESPACE)
                .withName("echo-route")
                .delete());
    step(
        () ->
            cluster
                .client()
                .apps()
                .deployments()
                .inNamespace(Quickstart.NAMESPACE)
                .withName(Quickstart.ECHO)
                .delete());
    for (Exposed exposed : Exposed.values()) {
      step(() -> gone(() -> exposed.isGone(cluster), exposed.title()));
    }
  }

  private void tenant(String name) {
    var tenant = ground.hub().client().resources(Tenant.class).withName(name);
    var namespace = ground.hub().client().namespaces().withName(TenantNamespace.of(name));
    step(tenant::delete);
    step(() -> gone(() -> tenant.get() == null, "Tenant " + name));
    step(namespace::delete);
    step(() -> gone(() -> namespace.get() == null, "namespace of tenant " + name));
  }

  private static void kinds(KubernetesClient client) {
    var kinds = client.apiextensions().v1().customResourceDefinitions();
    kinds.list().getItems().stream()
        .filter(kind -> kind.getSpec().getGroup().equals(Wire.GROUP))
        .forEach(kind -> kinds.resource(kind).delete());
  }

  private static void gone(BooleanSupplier condition, String what) {
    Wait.upTo(PATIENCE).until(condition, () -> what + " is still there");
  }

  /** One failure leaves as little behind as can be: the other steps are done. */
  private static void step(Runnable step) {
    try {
      step.run();
    } catch (KubernetesClientException | LabException e) {
      System.err.println("quickstart: not removed: " + e.getMessage());
    }
  }
}
