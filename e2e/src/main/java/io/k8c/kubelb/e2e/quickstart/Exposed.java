package io.k8c.kubelb.e2e.quickstart;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.k8c.kubelb.e2e.install.Access;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The objects of the samples that get an address, each of its own kind. */
enum Exposed {
  SERVICE("v1", "Service", "echo-server"),
  GATEWAY("gateway.networking.k8s.io/v1", "Gateway", "echo-gateway"),
  INGRESS("networking.k8s.io/v1", "Ingress", "echo-ingress");

  private final String apiVersion;
  private final String kind;
  private final String object;

  Exposed(String apiVersion, String kind, String object) {
    this.apiVersion = apiVersion;
    this.kind = kind;
    this.object = object;
  }

  /** How people call it. */
  String title() {
    return kind + " " + object;
  }

  /** As kubectl wants it. */
  String word() {
    return kind.toLowerCase(Locale.ROOT) + "/" + object;
  }

  boolean isGone(Access cluster) {
    return found(cluster, object).isEmpty();
  }

  void delete(Access cluster) {
    of(cluster, object).delete();
  }

  /** What its status tells; empty as long as there is none. */
  Optional<String> address(Access cluster) {
    return address(cluster, object);
  }

  /** The same of another object of the kind. */
  Optional<String> address(Access cluster, String name) {
    return found(cluster, name).flatMap(this::told);
  }

  private Optional<GenericKubernetesResource> found(Access cluster, String name) {
    return Optional.ofNullable(of(cluster, name).get());
  }

  private Resource<GenericKubernetesResource> of(Access cluster, String name) {
    return cluster
        .client()
        .genericKubernetesResources(apiVersion, kind)
        .inNamespace(Quickstart.NAMESPACE)
        .withName(name);
  }

  private Optional<String> told(GenericKubernetesResource found) {
    Object addresses =
        this == GATEWAY
            ? found.get("status", "addresses")
            : found.get("status", "loadBalancer", "ingress");
    return addresses instanceof List<?> list
            && !list.isEmpty()
            && list.getFirst() instanceof Map<?, ?> first
        ? Stream.of("value", "ip", "hostname")
            .filter(first::containsKey)
            .map(key -> String.valueOf(first.get(key)))
            .findFirst()
        : Optional.empty();
  }
}
