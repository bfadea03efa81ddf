package io.k8c.kubelb.ccm.source;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** How an Ingress names its class and what it refers to. */
final class IngressSource {
  /** Older than the field, and still in use. */
  private static final String CLASS = "kubernetes.io/ingress.class";

  private IngressSource() {}

  /** The class that an Ingress asks for; empty where it leaves that to the cluster. */
  static Optional<String> className(SourceObject ingress) {
    String name = ingress.spec().path("ingressClassName").asText("");
    Map<String, String> annotations =
        Objects.requireNonNullElse(ingress.metadata().getAnnotations(), Map.of());
    return Optional.of(name.isEmpty() ? annotations.getOrDefault(CLASS, "") : name)
        .filter(each -> !each.isEmpty());
  }

  /** All references of an Ingress, each once. */
  static List<Link> links(JsonNode spec, String namespace) {
    Stream<JsonNode> backends =
        Stream.concat(
            Stream.of(spec.path("defaultBackend")),
            spec.path("rules")
                .valueStream()
                .flatMap(rule -> rule.path("http").path("paths").valueStream())
                .map(path -> path.path("backend")));
    Stream<ObjectKey> secrets =
        spec.path("tls")
            .valueStream()
            .map(tls -> ObjectKey.secret(namespace, tls.path("secretName").asText("")));
    return Stream.concat(
            backends
                .flatMap(backend -> backend(backend, namespace))
                .map(target -> new Link(Link.Role.BACKEND, target)),
            secrets.map(target -> new Link(Link.Role.CERTIFICATE, target)))
        .filter(link -> !link.target().name().isEmpty())
        .distinct()
        .toList();
  }

  private static Stream<ObjectKey> backend(JsonNode backend, String namespace) {
    JsonNode resource = backend.path("resource");
    return Stream.of(
        ObjectKey.service(namespace, backend.path("service").path("name").asText("")),
        new ObjectKey(
            resource.path("apiGroup").asText(""),
            resource.path("kind").asText(""),
            namespace,
            resource.path("name").asText("")));
  }
}
