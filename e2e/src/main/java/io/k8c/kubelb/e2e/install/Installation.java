package io.k8c.kubelb.e2e.install;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.k8c.kubelb.api.TenantNamespace;
import io.k8c.kubelb.api.Wire;
import io.k8c.kubelb.e2e.lab.host.Wait;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** KubeLB in a hub and its tenant clusters. */
public final class Installation {
  public static final String NAMESPACE = "kubelb";
  public static final String MANAGER = "kubelb-manager";
  public static final String CCM = "kubelb-ccm";
  private static final String ISSUED = "kubelb-ccm-kubeconfig";
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final Access hub;
  private final Helm helm;
  private final ImageNames images;

  /**
   * @param root of the project, for its charts
   * @param programs the toolchain's directory, for helm
   */
  public Installation(Path root, Path programs, ImageNames images, Access hub) {
    this.hub = hub;
    this.helm = new Helm(programs.resolve("helm"), root.resolve("charts"));
    this.images = images;
  }

  public Access hub() {
    return hub;
  }

  /** Installs the manager and waits until it is ready. */
  public void manager(Map<String, String> values) {
    Map<String, String> all = new HashMap<>(ImageNames.values("image", images.manager()));
    all.putAll(ImageNames.values("envoy.image", images.envoy()));
    all.putAll(values);
    helm.install(hub, MANAGER, all);
    awaitReady(hub, MANAGER);
  }

  /** Makes the tenant's namespace and applies the Tenant, as the guide does. */
  public void tenant(HasMetadata tenant) {
    String namespace = TenantNamespace.of(tenant.getMetadata().getName());
    namespace(hub.client(), namespace);
    var _ = hub.client().resource(tenant).serverSideApply();
  }

  /**
   * Carries the credentials that the hub issued for a tenant to its cluster and installs the CCM
   * there; it is ready when this returns.
   *
   * @param address of the hub's API server as the tenant cluster's pods see it; empty for the one
   *     in the credentials
   */
  public void ccm(String tenant, Access cluster, String address, Map<String, String> values) {
    carryCredentials(tenant, cluster);
    Map<String, String> all = new HashMap<>(ImageNames.values("image", images.ccm()));
    all.put("clusterName", tenant);
    all.put("kubelb.manager.address", address);
    all.putAll(values);
    helm.install(cluster, CCM, all);
    awaitReady(cluster, CCM);
  }

  public void removeCcm(Access cluster) {
    helm.uninstall(cluster, CCM);
    var _ = cluster.client().namespaces().withName(NAMESPACE).delete();
  }

  public void removeManager() {
    helm.uninstall(hub, MANAGER);
    var _ = hub.client().namespaces().withName(NAMESPACE).delete();
  }

  private void carryCredentials(String tenant, Access cluster) {
    var issued = hub.client().secrets().inNamespace(TenantNamespace.of(tenant)).withName(ISSUED);
    Secret secret =
        Wait.upTo(PATIENCE)
            .present(
                () -> Optional.ofNullable(issued.get()),
                () ->
                    "the manager issued no credentials for tenant %s%n%s"
                        .formatted(tenant, Diagnosis.of(hub, NAMESPACE)));
    namespace(cluster.client(), NAMESPACE);
    var _ =
        cluster
            .client()
            .resource(
                new SecretBuilder()
                    .withNewMetadata()
                    .withName(Wire.CLUSTER_SECRET)
                    .withNamespace(NAMESPACE)
                    .endMetadata()
                    .withData(secret.getData())
                    .build())
            .serverSideApply();
  }

  /** Waits until every pod of a Deployment of ours is ready, in its newest version. */
  public static void awaitReady(Access cluster, String deployment) {
    var resource =
        cluster.client().apps().deployments().inNamespace(NAMESPACE).withName(deployment);
    Wait.upTo(PATIENCE)
        .until(
            () -> {
              var found = resource.get();
              return found != null && Rollout.isComplete(found);
            },
            () ->
                "%s is not ready in cluster %s%n%s"
                    .formatted(deployment, cluster.name(), Diagnosis.of(cluster, NAMESPACE)));
  }

  private static void namespace(KubernetesClient client, String name) {
    var _ =
        client
            .resource(new NamespaceBuilder().withNewMetadata().withName(name).endMetadata().build())
            .serverSideApply();
  }
}
