package io.k8c.kubelb.manager.route.delegate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.k8c.kubelb.manager.route.SharedHostnames;
import io.k8c.kubelb.manager.route.StatusTree;
import io.k8c.kubelb.manager.route.spec.Finding;
import io.k8c.kubelb.manager.route.spec.ObjectName;
import io.k8c.kubelb.manager.route.spec.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Ingresses as they stand in the tenant namespace. */
final class IngressSpecs {
  private IngressSpecs() {}

  /** Specification with the class of the hub; references are still those of the tenant. */
  static ObjectNode of(Tree written, String className) {
    ObjectNode spec = StatusTree.object().put("ingressClassName", className);
    List.of("defaultBackend", "rules", "tls")
        .forEach(
            field ->
                written.find(field).ifPresent(tree -> spec.set(field, tree.node().deepCopy())));
    return spec;
  }

  /** Why an Ingress is kept from a controller that serves others too. */
  static Optional<Finding> refusal(Tree written, List<String> allowed) {
    if (allowed.isEmpty()) {
      return Optional.empty();
    }
    List<String> hosts =
        written.list("rules", rule -> rule.text("host", "")).stream().distinct().toList();
    List<String> named =
        Stream.concat(
                hosts.stream(),
                written.list("tls", tls -> tls.texts("hosts")).stream().flatMap(List::stream))
            .filter(host -> !host.isEmpty())
            .toList();
    boolean open = hosts.contains("") || written.at("defaultBackend").exists();
    return SharedHostnames.refusal(open ? List.of() : named, true, allowed);
  }

  /** Rewrites the references of an Ingress in place; a backend that is no Service is left out. */
  static void rewrite(ObjectNode spec, References references, String namespace) {
    if (!service(spec.path("defaultBackend"), references, namespace)) {
      spec.remove("defaultBackend");
    }
    for (JsonNode rule : spec.path("rules")) {
      if (rule.path("http").path("paths") instanceof ArrayNode paths) {
        List<JsonNode> kept = new ArrayList<>();
        paths.forEach(
            path -> {
              if (service(path.path("backend"), references, namespace)) {
                kept.add(path);
              }
            });
        paths.removeAll().addAll(kept);
      }
    }
    for (JsonNode tls : spec.path("tls")) {
      if (tls instanceof ObjectNode fields && !tls.path("secretName").asText("").isEmpty()) {
        fields.put(
            "secretName",
            references.secret(
                new ObjectName("", "Secret", namespace, tls.path("secretName").asText(""))));
      }
    }
  }

  private static boolean service(JsonNode backend, References references, String namespace) {
    if (backend.path("service") instanceof ObjectNode service) {
      service.put(
          "name",
          references.service(
              new ObjectName("", "Service", namespace, service.path("name").asText(""))));
      return true;
    }
    if (backend.has("resource")) {
      references.refuse(
          new Finding(
              "InvalidKind",
              "backends of kind "
                  + backend.path("resource").path("kind").asText("")
                  + " are not served; use a Service"));
    }
    return false;
  }
}
