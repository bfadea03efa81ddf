package io.k8c.kubelb.e2e.conformance;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.k8c.kubelb.e2e.install.Access;
import io.k8c.kubelb.e2e.install.Diagnosis;
import io.k8c.kubelb.e2e.install.GatewayKinds;
import io.k8c.kubelb.e2e.install.Installation;
import io.k8c.kubelb.e2e.lab.host.Wait;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Gateway API in a cluster: its kinds, of the experimental channel and the suite's version, and the
 * class that KubeLB serves.
 */
record GatewayApi(Access cluster, Path programs) {
  static final String CLASS = "kubelb";
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  void install() {
    new GatewayKinds(programs).install(cluster.client());
  }

  /**
   * Waits until the class is accepted; the suite asks once only which features it claims.
   *
   * @return the number of features that the class claims
   */
  int awaitClass() {
    GenericKubernetesResource accepted =
        Wait.upTo(PATIENCE).present(() -> gatewayClass().filter(this::isAccepted), this::why);
    return list(accepted, "status", "supportedFeatures").size();
  }

  private Optional<GenericKubernetesResource> gatewayClass() {
    return Optional.ofNullable(
        cluster
            .client()
            .genericKubernetesResources("gateway.networking.k8s.io/v1", "GatewayClass")
            .withName(CLASS)
            .get());
  }

  private boolean isAccepted(GenericKubernetesResource found) {
    return list(found, "status", "conditions").stream()
        .anyMatch(
            condition ->
                condition instanceof Map<?, ?> map
                    && "Accepted".equals(map.get("type"))
                    && "True".equals(map.get("status")));
  }

  private static List<?> list(GenericKubernetesResource object, Object... path) {
    return object.get(path) instanceof List<?> found ? found : List.of();
  }

  private String why() {
    return "cluster %s has %s%n%s"
        .formatted(
            cluster.name(),
            gatewayClass()
                .map(_ -> "a GatewayClass %s that nobody has accepted")
                .orElse("no GatewayClass %s")
                .formatted(CLASS),
            Diagnosis.of(cluster, Installation.NAMESPACE));
  }
}
