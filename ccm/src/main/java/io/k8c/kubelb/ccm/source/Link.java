package io.k8c.kubelb.ccm.source;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/** A reference from a source to an object that is no parent of it. */
record Link(Role role, ObjectKey target) {
  /** What the target is for. */
  enum Role {
    BACKEND,
    CERTIFICATE,
    AUTHORITY
  }

  /** Fields of Gateway API that hold references, wherever in a spec they stand. */
  private static final Map<String, Role> FIELDS =
      Map.of(
          "backendRefs", Role.BACKEND,
          "backendRef", Role.BACKEND,
          "certificateRefs", Role.CERTIFICATE,
          "clientCertificateRef", Role.CERTIFICATE,
          "caCertificateRefs", Role.AUTHORITY);

  /** All references of an object, each once, in the order of its spec. */
  static List<Link> of(SourceObject object) {
    return object.kind() == TenantKind.INGRESS
        ? IngressSource.links(object.spec(), object.namespace())
        : of(object.spec(), object.namespace());
  }

  private static List<Link> of(JsonNode spec, String namespace) {
    Set<Link> links = new LinkedHashSet<>();
    walk(
        spec,
        (role, reference) -> {
          String name = reference.path("name").asText("");
          if (!name.isEmpty()) {
            links.add(new Link(role, target(role, reference, namespace, name)));
          }
        });
    return new ArrayList<>(links);
  }

  private static ObjectKey target(Role role, JsonNode reference, String namespace, String name) {
    String kind =
        switch (role) {
          case BACKEND -> "Service";
          case CERTIFICATE -> "Secret";
          case AUTHORITY -> "ConfigMap";
        };
    return new ObjectKey(
        reference.path("group").asText(""),
        reference.path("kind").asText(kind),
        reference.path("namespace").asText(namespace),
        name);
  }

  private static void walk(JsonNode node, BiConsumer<Role, JsonNode> found) {
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      Role role = FIELDS.get(field.getKey());
      if (role != null) {
        JsonNode value = field.getValue();
        (value.isArray() ? value.valueStream() : java.util.stream.Stream.of(value))
            .forEach(reference -> found.accept(role, reference));
      }
      walk(field.getValue(), found);
    }
    if (node.isArray()) {
      node.forEach(item -> walk(item, found));
    }
  }
}
