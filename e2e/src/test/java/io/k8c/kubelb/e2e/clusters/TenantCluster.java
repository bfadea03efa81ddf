package io.k8c.kubelb.e2e.clusters;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.KubernetesResourceList;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.MixedOperation;
import io.fabric8.kubernetes.client.dsl.NonNamespaceOperation;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.RollableScalableResource;
import io.k8c.kubelb.api.Addresses;
import io.k8c.kubelb.api.EndpointAddress;
import io.k8c.kubelb.api.LoadBalancer;
import io.k8c.kubelb.api.TenantNamespace;
import io.k8c.kubelb.api.Wire;
import io.k8c.kubelb.e2e.install.Access;
import io.k8c.kubelb.e2e.lab.Cluster;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** A tenant cluster whose first node runs the echo servers. */
record TenantCluster(Cluster cluster) {
  static final String NAMESPACE = "default";
  static final String ECHO = "echo";
  private static final Map<String, String> TEST = Map.of("test", "clusters");

  String name() {
    return cluster.name();
  }

  Access access() {
    return Access.to(cluster);
  }

  KubernetesClient client() {
    return cluster.client();
  }

  String hubNamespace() {
    return TenantNamespace.of(name());
  }

  void installEcho() {
    String first = cluster.nodes().getFirst().name();
    var _ = client().resource(echo(ECHO, 2, Map.of("kubernetes.io/hostname", first))).create();
  }

  /** Echo servers on nodes with these labels. */
  static Deployment echo(String name, int replicas, Map<String, String> nodes) {
    return new DeploymentBuilder()
        .withNewMetadata()
        .withName(name)
        .withNamespace(NAMESPACE)
        .endMetadata()
        .withNewSpec()
        .withReplicas(replicas)
        .withNewSelector()
        .addToMatchLabels("app", name)
        .endSelector()
        .withNewTemplate()
        .withNewMetadata()
        .addToLabels("app", name)
        .endMetadata()
        .withNewSpec()
        .withNodeSelector(nodes)
        .addNewTopologySpreadConstraint()
        .withMaxSkew(1)
        .withTopologyKey("kubernetes.io/hostname")
        .withWhenUnsatisfiable("DoNotSchedule")
        .withNewLabelSelector()
        .addToMatchLabels("app", name)
        .endLabelSelector()
        .endTopologySpreadConstraint()
        .addNewContainer()
        .withName("echo")
        .withImage("localhost/echo:1")
        .withImagePullPolicy("Never")
        .addNewEnv()
        .withName("NODE_NAME")
        .withNewValueFrom()
        .withNewFieldRef()
        .withFieldPath("spec.nodeName")
        .endFieldRef()
        .endValueFrom()
        .endEnv()
        .withNewReadinessProbe()
        .withNewHttpGet()
        .withPath("/readyz")
        .withNewPort(8080)
        .endHttpGet()
        .withPeriodSeconds(1)
        .endReadinessProbe()
        .endContainer()
        .endSpec()
        .endTemplate()
        .endSpec()
        .build();
  }

  /** Names of the pods of a Deployment of echo servers. */
  Set<String> pods(String deployment) {
    return client()
        .pods()
        .inNamespace(NAMESPACE)
        .withLabel("app", deployment)
        .list()
        .getItems()
        .stream()
        .map(pod -> pod.getMetadata().getName())
        .collect(Collectors.toSet());
  }

  RollableScalableResource<Deployment> deployment(String name) {
    return client().apps().deployments().inNamespace(NAMESPACE).withName(name);
  }

  static Map<String, String> label() {
    return TEST;
  }

  List<Service> services() {
    return client().services().inNamespace(NAMESPACE).withLabels(TEST).list().getItems();
  }

  void removeServices() {
    var _ = client().services().inNamespace(NAMESPACE).withLabels(TEST).delete();
  }

  NonNamespaceOperation<LoadBalancer, KubernetesResourceList<LoadBalancer>, Resource<LoadBalancer>>
      loadBalancers(Access hub) {
    MixedOperation<LoadBalancer, KubernetesResourceList<LoadBalancer>, Resource<LoadBalancer>> all =
        hub.client().resources(LoadBalancer.class);
    return all.inNamespace(hubNamespace());
  }

  /** Name of the Service that a load balancer stands for; empty if a person made it. */
  static String origin(LoadBalancer object) {
    return object.getMetadata().getLabels().getOrDefault(Wire.LABEL_ORIGIN_NAME, "");
  }

  /** Addresses of the nodes to which the hub sends traffic. */
  Set<String> nodeAddresses(Access hub) {
    Addresses found =
        hub.client()
            .resources(Addresses.class)
            .inNamespace(hubNamespace())
            .withName(Addresses.DEFAULT)
            .get();
    return found == null
        ? Set.of()
        : found.getSpec().addresses().stream().map(EndpointAddress::ip).collect(Collectors.toSet());
  }

  /** Reasons of the Events about a Service, as a user sees them. */
  List<String> events(String service) {
    return client()
        .v1()
        .events()
        .inNamespace(NAMESPACE)
        .withField("involvedObject.name", service)
        .list()
        .getItems()
        .stream()
        .map(Event::getReason)
        .toList();
  }

  String statuses(Access hub) {
    try {
      return loadBalancers(hub).list().getItems().stream()
          .map(
              object ->
                  "LoadBalancer %s of %s: %s"
                      .formatted(
                          object.getMetadata().getName(),
                          object.getMetadata().getLabels(),
                          object.getStatus()))
          .collect(Collectors.joining("\n"));
    } catch (KubernetesClientException e) {
      return e.toString();
    }
  }
}
