package io.k8c.kubelb.e2e.lab.cloud;

import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.api.model.LoadBalancerIngress;
import io.fabric8.kubernetes.api.model.LoadBalancerStatus;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the cloud reads from and writes to a Service: its addresses, or an Event that says why it
 * has none.
 */
record ServiceStatus(KubernetesClient client) {

  /** Writes nothing when the Service says so already. */
  void announce(Service service, List<LoadBalancerIngress> ingress) {
    if (ingressOf(service).equals(ingress)) {
      return;
    }
    var patch = Map.of("status", Map.of("loadBalancer", Map.of("ingress", ingress)));
    client
        .services()
        .inNamespace(service.getMetadata().getNamespace())
        .withName(service.getMetadata().getName())
        .subresource("status")
        .patch(PatchContext.of(PatchType.JSON_MERGE), Serialization.asJson(patch));
  }

  void refuse(Service service, String why) {
    String now = Instant.now().toString();
    var meta = service.getMetadata();
    client
        .v1()
        .events()
        .inNamespace(meta.getNamespace())
        .resource(
            new EventBuilder()
                .withNewMetadata()
                .withGenerateName(meta.getName() + ".")
                .withNamespace(meta.getNamespace())
                .endMetadata()
                .withType("Warning")
                .withReason("SyncLoadBalancerFailed")
                .withMessage("No load balancer: " + why + "; delete a Service that has one.")
                .withNewInvolvedObject()
                .withApiVersion("v1")
                .withKind("Service")
                .withName(meta.getName())
                .withNamespace(meta.getNamespace())
                .withUid(meta.getUid())
                .endInvolvedObject()
                .withNewSource()
                .withComponent("lab-cloud")
                .endSource()
                .withFirstTimestamp(now)
                .withLastTimestamp(now)
                .withCount(1)
                .build())
        .create();
  }

  /** The address that the Service has, or else the one that it asks for. */
  static Optional<String> addressOf(Service service) {
    return ingressOf(service).stream()
        .flatMap(ingress -> Stream.ofNullable(ingress.getIp()))
        .findFirst()
        .or(() -> Optional.ofNullable(service.getSpec().getLoadBalancerIP()))
        .filter(address -> !address.isEmpty());
  }

  private static List<LoadBalancerIngress> ingressOf(Service service) {
    return Optional.ofNullable(service.getStatus())
        .map(status -> status.getLoadBalancer())
        .map(LoadBalancerStatus::getIngress)
        .orElse(List.of());
  }
}
