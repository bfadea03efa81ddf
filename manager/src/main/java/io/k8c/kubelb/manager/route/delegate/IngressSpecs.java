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

  /**
   * Specification with the class of the hub; references are still those of the tenant.
   *
   * @param hosts of those that it names, the ones that it is served for
   */
  static ObjectNode of(Tree written, String className, List<String> hosts) {
    ObjectNode spec = StatusTree.object().put("ingressClassName", className);
    written
        .find("defaultBackend")
        .ifPresent(tree -> spec.set("defaultBackend", tree.node().deepCopy()));
    if (written.find("rules").isPresent()) {
      ArrayNode rules = spec.putArray("rules");
      written.list("rules", rule -> rule).stream()
          .filter(rule -> rule.text("host").map(hosts::contains).orElse(true))
          .forEach(rule -> rules.add(rule.node().deepCopy()));
    }
    if (written.find("tls").isPresent()) {
      ArrayNode tls = spec.putArray("tls");
      written.list("tls", entry -> entry).forEach(entry -> tls(entry, hosts).ifPresent(tls::add));
    }
    return spec;
  }

  /** An entry without hosts is for all of them: none may become one. */
  private static Optional<JsonNode> tls(Tree entry, List<String> hosts) {
    JsonNode copy = entry.node().deepCopy();
    List<String> named = entry.texts("hosts");
    if (named.isEmpty() || !(copy instanceof ObjectNode fields)) {
      return Optional.of(copy);
    }
    ArrayNode kept = fields.putArray("hosts");
    named.stream().filter(hosts::contains).forEach(kept::add);
    return kept.isEmpty() ? Optional.empty() : Optional.of(fields);
  }

  /** Why an Ingress is kept from a controller that serves others too. */
  static Optional<Finding> refusal(Tree written, List<String> allowed) {
    return allowed.isEmpty()
        ? Optional.empty()
        : SharedHostnames.refusal(isOpen(written) ? List.of() : named(written), true, allowed);
  }

  /** Whether it asks for requests of any host. */
  static boolean isOpen(Tree written) {
    return written.at("defaultBackend").exists()
        || written.list("rules", rule -> rule.text("host", "")).contains("");
  }

  /** The hosts that it names. */
  static List<String> named(Tree written) {
    return Stream.concat(
            written.list("rules", rule -> rule.text("host", "")).stream(),
            written.list("tls", tls -> tls.texts("hosts")).stream().flatMap(List::stream))
        .filter(host -> !host.isEmpty())
        .distinct()
        .toList();
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
