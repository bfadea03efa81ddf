package io.k8c.kubelb.manager.plan;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.LabelSelectorBuilder;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.apps.DaemonSetBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetBuilder;
import io.k8c.kubelb.xds.bootstrap.BootstrapFiles;
import io.k8c.kubelb.xds.bootstrap.BootstrapOptions;
import io.k8c.kubelb.xds.identity.Credential;
import io.k8c.kubelb.xds.model.ProxyId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** The proxy of a tenant as objects: what it is started with, who it is, its pods. */
public final class ProxyWorkload {
  /** Secret with the proxy's certificate. */
  public static final String CERTIFICATE = "envoy-certificate";

  static final String BOOTSTRAP = "envoy-bootstrap";
  static final String BOOTSTRAP_FOLDER = "/etc/envoy/bootstrap";
  static final String CERTIFICATE_FOLDER = "/etc/envoy/certificate";
  static final String SOCKET_FOLDER = "/run/envoy";
  static final int OPERATIONS_PORT = 9901;

  private ProxyWorkload() {}

  /** Name of the Deployment or DaemonSet, of the same shape in every tenant namespace. */
  public static String name(String namespace) {
    return "envoy-" + namespace;
  }

  /** The proxy's identity. */
  public static ProxyId proxyId(String namespace) {
    return new ProxyId(namespace);
  }

  /** Labels by which hub Services find the pods. */
  public static Map<String, String> selector(String namespace) {
    return Map.of("app.kubernetes.io/name", namespace);
  }

  /**
   * What is needed to run the proxy, in the order in which it is needed.
   *
   * @param drainToken what the order to drain must carry
   */
  public static List<HasMetadata> of(
      ProxyHome home, TenantPolicy policy, HubSettings hub, String drainToken) {
    ConfigMap bootstrap = bootstrap(home, options(policy.proxy(), hub, drainToken));
    ProxyPod pod = new ProxyPod(policy, hub.envoyImage(), bootstrap.getData(), drainToken);
    return List.of(bootstrap, workload(home, policy, pod), budget(home, policy));
  }

  /** The proxy's certificate, as a Secret that its pods mount. */
  public static Secret certificate(ProxyHome home, Credential credential, String authority) {
    return new SecretBuilder()
        .withMetadata(home.metadata(CERTIFICATE))
        .withType("kubernetes.io/tls")
        .withData(
            Map.of(
                "tls.crt", TenantObjects.base64(credential.certificatePem()),
                "tls.key", TenantObjects.base64(credential.keyPem()),
                "ca.crt", TenantObjects.base64(authority)))
        .build();
  }

  private static BootstrapOptions options(
      ProxySettings settings, HubSettings hub, String drainToken) {
    return new BootstrapOptions(
        hub.xdsHost(),
        hub.xdsPort(),
        CERTIFICATE_FOLDER,
        BOOTSTRAP_FOLDER,
        SOCKET_FOLDER + "/admin.sock",
        OPERATIONS_PORT,
        settings
            .shutdown()
            .map(
                shutdown ->
                    new BootstrapOptions.Drain(
                        shutdown.shortest(), shutdown.longest(), drainToken)),
        settings
            .overload()
            .map(
                overload ->
                    new BootstrapOptions.Overload(
                        optional(overload.maxActiveDownstreamConnections()),
                        optional(overload.maxHeapSizeBytes()))));
  }

  private static OptionalLong optional(@org.jspecify.annotations.Nullable Long value) {
    return Optional.ofNullable(value).map(OptionalLong::of).orElse(OptionalLong.empty());
  }

  private static ConfigMap bootstrap(ProxyHome home, BootstrapOptions options) {
    return new ConfigMapBuilder()
        .withMetadata(home.metadata(BOOTSTRAP))
        .withData(BootstrapFiles.of(options))
        .build();
  }

  private static ObjectMeta metadata(ProxyHome home) {
    ObjectMeta metadata = home.metadata(name(home.namespace()));
    metadata.getLabels().putAll(selector(home.namespace()));
    return metadata;
  }

  private static HasMetadata workload(ProxyHome home, TenantPolicy policy, ProxyPod pod) {
    ObjectMeta metadata = metadata(home);
    Map<String, String> selector = selector(policy.namespace());
    if (policy.proxy().daemonSet()) {
      return new DaemonSetBuilder()
          .withMetadata(metadata)
          .withNewSpec()
          .withNewSelector()
          .withMatchLabels(selector)
          .endSelector()
          .withNewUpdateStrategy()
          .withType("RollingUpdate")
          .withNewRollingUpdate()
          .withMaxUnavailable(new IntOrString(0))
          .withMaxSurge(new IntOrString(1))
          .endRollingUpdate()
          .endUpdateStrategy()
          .withTemplate(pod.template())
          .endSpec()
          .build();
    }
    return new DeploymentBuilder()
        .withMetadata(metadata)
        .withNewSpec()
        .withReplicas(policy.proxy().replicas())
        .withNewSelector()
        .withMatchLabels(selector)
        .endSelector()
        .withNewStrategy()
        .withType("RollingUpdate")
        .withNewRollingUpdate()
        .withMaxUnavailable(new IntOrString(0))
        .withMaxSurge(new IntOrString(1))
        .endRollingUpdate()
        .endStrategy()
        .withTemplate(pod.template())
        .endSpec()
        .build();
  }

  private static PodDisruptionBudget budget(ProxyHome home, TenantPolicy policy) {
    return new PodDisruptionBudgetBuilder()
        .withMetadata(metadata(home))
        .withNewSpec()
        .withMaxUnavailable(new IntOrString(1))
        .withUnhealthyPodEvictionPolicy("AlwaysAllow")
        .withSelector(
            new LabelSelectorBuilder().withMatchLabels(selector(policy.namespace())).build())
        .endSpec()
        .build();
  }
}
