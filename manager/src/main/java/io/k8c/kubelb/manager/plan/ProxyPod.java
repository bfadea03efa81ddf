package io.k8c.kubelb.manager.plan;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.Affinity;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Lifecycle;
import io.fabric8.kubernetes.api.model.LifecycleBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.ProbeBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.ResourceRequirementsBuilder;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.SecurityContextBuilder;
import io.fabric8.kubernetes.api.model.TolerationBuilder;
import io.fabric8.kubernetes.api.model.TopologySpreadConstraint;
import io.fabric8.kubernetes.api.model.TopologySpreadConstraintBuilder;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import io.k8c.kubelb.api.Resources;
import io.k8c.kubelb.api.Wire;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A pod of a proxy; it fits the restricted profile of pod security.
 *
 * @param bootstrap files that Envoy reads at its start only, so that a change replaces the pods
 */
record ProxyPod(
    TenantPolicy policy, String image, Map<String, String> bootstrap, String drainToken) {
  private static final long USER = 65_532;
  private static final int DEFAULT_WORKERS = 2;
  private static final int DAY_SECONDS = 86_400;
  private static final String CERTIFICATE = "certificate";
  private static final String BOOTSTRAP = "bootstrap";
  private static final String SOCKET = "socket";

  PodTemplateSpec template() {
    ProxySettings settings = policy.proxy();
    return new PodTemplateSpecBuilder()
        .withNewMetadata()
        .withLabels(labels())
        .withAnnotations(annotations())
        .endMetadata()
        .withNewSpec()
        .withAutomountServiceAccountToken(false)
        .withEnableServiceLinks(false)
        .withTerminationGracePeriodSeconds((long) settings.graceSeconds())
        .withNewSecurityContext()
        .withRunAsNonRoot(true)
        .withRunAsUser(USER)
        .withRunAsGroup(USER)
        .withFsGroup(USER)
        .withNewSeccompProfile()
        .withType("RuntimeDefault")
        .endSeccompProfile()
        .endSecurityContext()
        .withNodeSelector(new TreeMap<>(settings.nodeSelector()))
        .withTolerations(settings.tolerations().stream().map(ProxyPod::toleration).toList())
        .withAffinity(settings.affinity().flatMap(ProxyPod::affinity).orElse(null))
        .withTopologySpreadConstraints(spread())
        .withContainers(container())
        .withVolumes(volumes())
        .endSpec()
        .build();
  }

  private Map<String, String> labels() {
    Map<String, String> labels = new TreeMap<>(ProxyWorkload.selector(policy.namespace()));
    labels.put(Wire.LABEL_MANAGED_BY, Wire.MANAGED_BY);
    labels.put(Wire.LABEL_TENANT, policy.namespace());
    return labels;
  }

  private Map<String, String> annotations() {
    Map<String, String> annotations = new LinkedHashMap<>();
    annotations.put(
        Wire.GROUP + "/bootstrap", Integer.toHexString(new TreeMap<>(bootstrap).hashCode()));
    if (!policy.proxy().podMonitor()) {
      annotations.put("prometheus.io/scrape", "true");
      annotations.put("prometheus.io/port", Integer.toString(ProxyWorkload.OPERATIONS_PORT));
      annotations.put("prometheus.io/path", "/stats/prometheus");
    }
    return annotations;
  }

  private static io.fabric8.kubernetes.api.model.Toleration toleration(
      io.k8c.kubelb.api.Toleration toleration) {
    return new TolerationBuilder()
        .withKey(toleration.key())
        .withOperator(toleration.operator())
        .withValue(toleration.value())
        .withEffect(toleration.effect())
        .withTolerationSeconds(toleration.tolerationSeconds())
        .build();
  }

  /** Whether a tree is an affinity of pods. */
  static boolean isAffinity(JsonNode tree) {
    return affinity(tree).isPresent();
  }

  private static Optional<Affinity> affinity(JsonNode tree) {
    try {
      return Optional.of(
              new ObjectMapper()
                  .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                  .convertValue(tree, Affinity.class))
          .filter(read -> read.getAdditionalProperties().isEmpty());
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Nodes that no proxy may run on, tainted control planes for one, do not count. */
  private TopologySpreadConstraint spread() {
    return new TopologySpreadConstraintBuilder()
        .withNodeTaintsPolicy("Honor")
        .withMaxSkew(1)
        .withTopologyKey("kubernetes.io/hostname")
        .withWhenUnsatisfiable(policy.proxy().onePerNode() ? "DoNotSchedule" : "ScheduleAnyway")
        .withNewLabelSelector()
        .withMatchLabels(ProxyWorkload.selector(policy.namespace()))
        .endLabelSelector()
        .build();
  }

  private Container container() {
    return new ContainerBuilder()
        .withName("envoy")
        .withImage(image)
        .withImagePullPolicy("IfNotPresent")
        .withCommand("envoy")
        .withArgs(arguments())
        .withEnv(
            new EnvVarBuilder()
                .withName("POD_NAME")
                .withNewValueFrom()
                .withNewFieldRef()
                .withFieldPath("metadata.name")
                .endFieldRef()
                .endValueFrom()
                .build())
        .addNewPort()
        .withName("operations")
        .withContainerPort(ProxyWorkload.OPERATIONS_PORT)
        .withProtocol("TCP")
        .endPort()
        .withSecurityContext(security())
        .withResources(resources())
        .withStartupProbe(startup())
        .withReadinessProbe(probe(2, 2))
        .withLivenessProbe(probe(10, 6))
        .withLifecycle(lifecycle().orElse(null))
        .withVolumeMounts(
            mount(BOOTSTRAP, ProxyWorkload.BOOTSTRAP_FOLDER, true),
            mount(CERTIFICATE, ProxyWorkload.CERTIFICATE_FOLDER, true),
            mount(SOCKET, ProxyWorkload.SOCKET_FOLDER, false))
        .build();
  }

  private List<String> arguments() {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("--config-path", ProxyWorkload.BOOTSTRAP_FOLDER + "/bootstrap.json"));
    arguments.addAll(List.of("--service-node", "$(POD_NAME)"));
    arguments.addAll(List.of("--service-cluster", policy.namespace()));
    arguments.addAll(List.of("--concurrency", Integer.toString(workers())));
    arguments.add("--disable-hot-restart");
    // Managers send no field that they do not know; looking for such takes a quarter of an update.
    arguments.add("--ignore-unknown-dynamic-fields");
    policy
        .proxy()
        .shutdown()
        .ifPresent(
            shutdown ->
                arguments.addAll(
                    List.of("--drain-time-s", Long.toString(shutdown.shortest().toSeconds()))));
    return arguments;
  }

  /** As many workers as the CPU limit pays for; Envoy's default is one for each CPU of the node. */
  private int workers() {
    Quantity limit = policy.proxy().resources().limits().get("cpu");
    if (limit == null) {
      return DEFAULT_WORKERS;
    }
    BigDecimal cpus = limit.getNumericalAmount().setScale(0, RoundingMode.CEILING);
    return Math.max(1, cpus.intValue());
  }

  private static SecurityContext security() {
    return new SecurityContextBuilder()
        .withAllowPrivilegeEscalation(false)
        .withReadOnlyRootFilesystem(true)
        .withNewCapabilities()
        .withDrop("ALL")
        .endCapabilities()
        .build();
  }

  private ResourceRequirements resources() {
    Resources wanted = policy.proxy().resources();
    if (wanted.requests().isEmpty() && wanted.limits().isEmpty()) {
      return new ResourceRequirementsBuilder()
          .addToRequests("cpu", new Quantity("50m"))
          .addToRequests("memory", new Quantity("64Mi"))
          .build();
    }
    return new ResourceRequirementsBuilder()
        .withRequests(wanted.requests())
        .withLimits(wanted.limits())
        .build();
  }

  /**
   * A proxy answers only once it has its first complete configuration. While the managers are away
   * that can take long, and a restart would not help.
   */
  private static Probe startup() {
    return new ProbeBuilder(probe(1, DAY_SECONDS)).build();
  }

  private static Probe probe(int period, int failures) {
    return new ProbeBuilder()
        .withNewHttpGet()
        .withPath("/ready")
        .withPort(new IntOrString("operations"))
        .endHttpGet()
        .withPeriodSeconds(period)
        .withFailureThreshold(failures)
        .withTimeoutSeconds(2)
        .build();
  }

  private Optional<Lifecycle> lifecycle() {
    return policy
        .proxy()
        .shutdown()
        .map(
            shutdown ->
                new LifecycleBuilder()
                    .withNewPreStop()
                    .withNewHttpGet()
                    .withPath("/drain")
                    .withPort(new IntOrString("operations"))
                    .addNewHttpHeader("x-kubelb-drain", drainToken)
                    .endHttpGet()
                    .endPreStop()
                    .build());
  }

  private static VolumeMount mount(String name, String path, boolean readOnly) {
    return new VolumeMountBuilder()
        .withName(name)
        .withMountPath(path)
        .withReadOnly(readOnly ? true : null)
        .build();
  }

  private static List<Volume> volumes() {
    return List.of(
        new VolumeBuilder()
            .withName(BOOTSTRAP)
            .withNewConfigMap()
            .withName(ProxyWorkload.BOOTSTRAP)
            .endConfigMap()
            .build(),
        new VolumeBuilder()
            .withName(CERTIFICATE)
            .withNewSecret()
            .withSecretName(ProxyWorkload.CERTIFICATE)
            .withDefaultMode(0440)
            .endSecret()
            .build(),
        new VolumeBuilder().withName(SOCKET).withNewEmptyDir().endEmptyDir().build());
  }
}
