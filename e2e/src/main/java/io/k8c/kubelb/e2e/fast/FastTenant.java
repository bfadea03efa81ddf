package io.k8c.kubelb.e2e.fast;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.k8c.kubelb.api.Config;
import io.k8c.kubelb.api.EndpointSettings;
import io.k8c.kubelb.api.EnvoyProxySettings;
import io.k8c.kubelb.api.Tenant;
import java.util.List;
import java.util.Map;

/** Objects that almost every run in the fast tier begins with. */
public final class FastTenant {
  private FastTenant() {}

  /** Settings of a hub whose tenants' nodes live on loopback. */
  public static Config config() {
    Config config = new Config();
    config.setMetadata(
        new ObjectMetaBuilder().withName(Config.DEFAULT).withNamespace("kubelb").build());
    config.setSpec(
        new Config.Spec(
            Map.of(),
            null,
            List.of(),
            Map.of(),
            oneProxy(),
            null,
            null,
            null,
            null,
            null,
            new EndpointSettings(List.of("127.0.0.0/8", "::1/128"), List.of(), null)));
    return config;
  }

  /** Two proxies on one host would share their ports. */
  private static EnvoyProxySettings oneProxy() {
    return new EnvoyProxySettings(
        null, null, 1, null, Map.of(), List.of(), null, null, null, null, null, null, null);
  }

  /** A Tenant without settings of its own. */
  public static Tenant tenant(String name) {
    Tenant tenant = new Tenant();
    tenant.setMetadata(new ObjectMetaBuilder().withName(name).build());
    tenant.setSpec(Tenant.Spec.NONE);
    return tenant;
  }

  /** Adds a ready node. */
  public static void node(KubernetesClient cluster, String name, String address) {
    Node node =
        cluster
            .resource(new NodeBuilder().withNewMetadata().withName(name).endMetadata().build())
            .create();
    cluster
        .resource(
            new NodeBuilder(node)
                .withNewStatus()
                .addNewAddress(address, "InternalIP")
                .addNewCondition()
                .withType("Ready")
                .withStatus("True")
                .withReason("KubeletReady")
                .withMessage("")
                .withLastTransitionTime("2026-01-01T00:00:00Z")
                .withLastHeartbeatTime("2026-01-01T00:00:00Z")
                .endCondition()
                .endStatus()
                .build())
        .updateStatus();
  }

  /** A Service of type LoadBalancer with one TCP port. */
  public static Service service(String name) {
    return new ServiceBuilder()
        .withNewMetadata()
        .withName(name)
        .withNamespace("default")
        .endMetadata()
        .withNewSpec()
        .withType("LoadBalancer")
        .addNewPort()
        .withName("http")
        .withPort(80)
        .endPort()
        .endSpec()
        .build();
  }
}
