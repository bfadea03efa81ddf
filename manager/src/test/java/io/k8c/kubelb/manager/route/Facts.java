package io.k8c.kubelb.manager.route;

import com.fasterxml.jackson.databind.JsonNode;
import io.k8c.kubelb.api.EndpointAddress;
import io.k8c.kubelb.api.Protocol;
import io.k8c.kubelb.api.RouteFacts;
import io.k8c.kubelb.manager.route.spec.ObjectName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a CCM tells of the objects of a cluster, in as few words as tests need. */
final class Facts {
  private static final Set<String> REFERENCES =
      Set.of(
          "backendRefs",
          "backendRef",
          "certificateRefs",
          "clientCertificateRef",
          "caCertificateRefs");

  private final List<JsonNode> documents;

  Facts(List<JsonNode> documents) {
    this.documents = List.copyOf(documents);
  }

  static String uid(JsonNode document) {
    return "%s-%s-%s"
        .formatted(
            document.path("kind").asText().toLowerCase(java.util.Locale.ROOT),
            namespace(document),
            document.path("metadata").path("name").asText());
  }

  private static String namespace(JsonNode document) {
    return document.path("metadata").path("namespace").asText("default");
  }

  RouteFacts of(JsonNode document) {
    List<RouteFacts.Parent> parents = new ArrayList<>();
    JsonNode spec = document.path("spec");
    if (spec.has("parentRef")) {
      parents.add(parent(document, spec.get("parentRef")));
    }
    spec.path("parentRefs").forEach(reference -> parents.add(parent(document, reference)));
    Map<ObjectName, RouteFacts.Reference> references = new LinkedHashMap<>();
    if (document.path("kind").asText().equals("Ingress")) {
      ofIngress(document, references);
    } else {
      collect(document, spec, references);
    }
    return new RouteFacts(labels(namespace(document)), parents, List.copyOf(references.values()));
  }

  private Map<String, String> labels(String namespace) {
    Map<String, String> labels = new LinkedHashMap<>();
    labels.put("kubernetes.io/metadata.name", namespace);
    JsonNode found = find("", "Namespace", "default", namespace);
    if (found != null) {
      found
          .path("metadata")
          .path("labels")
          .properties()
          .forEach(entry -> labels.put(entry.getKey(), entry.getValue().asText()));
    }
    return labels;
  }

  private RouteFacts.Parent parent(JsonNode document, JsonNode reference) {
    JsonNode found =
        find(
            reference.path("group").asText(ObjectName.GATEWAY_API),
            reference.path("kind").asText("Gateway"),
            reference.path("namespace").asText(namespace(document)),
            reference.path("name").asText());
    return new RouteFacts.Parent(found == null ? "" : uid(found), found != null);
  }

  private @Nullable JsonNode find(String group, String kind, String namespace, String name) {
    for (JsonNode document : documents) {
      String version = document.path("apiVersion").asText();
      if (version.substring(0, Math.max(0, version.indexOf('/'))).equals(group)
          && document.path("kind").asText().equals(kind)
          && namespace(document).equals(namespace)
          && document.path("metadata").path("name").asText().equals(name)) {
        return document;
      }
    }
    return null;
  }

  private void ofIngress(JsonNode ingress, Map<ObjectName, RouteFacts.Reference> references) {
    JsonNode spec = ingress.path("spec");
    List<ObjectName> names = new ArrayList<>();
    spec.findParents("service")
        .forEach(backend -> names.add(core(ingress, "Service", backend.at("/service/name"))));
    spec.path("tls").forEach(tls -> names.add(core(ingress, "Secret", tls.path("secretName"))));
    names.forEach(name -> references.put(name, reference(ingress, name)));
  }

  private static ObjectName core(JsonNode owner, String kind, JsonNode name) {
    return new ObjectName("", kind, namespace(owner), name.asText());
  }

  private void collect(
      JsonNode owner, JsonNode node, Map<ObjectName, RouteFacts.Reference> references) {
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      if (REFERENCES.contains(field.getKey())) {
        List<JsonNode> found =
            field.getValue().isArray()
                ? field.getValue().valueStream().toList()
                : List.of(field.getValue());
        for (JsonNode reference : found) {
          ObjectName name = name(owner, field.getKey(), reference);
          references.put(name, reference(owner, name));
        }
      }
      collect(owner, field.getValue(), references);
    }
    if (node.isArray()) {
      node.forEach(item -> collect(owner, item, references));
    }
  }

  private static ObjectName name(JsonNode owner, String field, JsonNode reference) {
    return new ObjectName(
        reference.path("group").asText(""),
        reference.path("kind").asText(field.startsWith("backend") ? "Service" : "Secret"),
        reference.path("namespace").asText(namespace(owner)),
        reference.path("name").asText());
  }

  private RouteFacts.Reference reference(JsonNode owner, ObjectName name) {
    JsonNode found = find(name.group(), name.kind(), name.namespace(), name.name());
    boolean granted = name.namespace().equals(namespace(owner)) || isGranted(owner, name);
    List<RouteFacts.Port> ports = new ArrayList<>();
    if (found != null && name.kind().equals("Service")) {
      found.path("spec").path("ports").forEach(port -> ports.add(port(uid(found), port)));
    }
    boolean secret = found != null && name.kind().equals("Secret") && granted;
    return new RouteFacts.Reference(
        name.group(),
        name.kind(),
        name.namespace(),
        name.name(),
        found != null,
        granted,
        found == null ? null : uid(found),
        secret ? uid(found) : null,
        found == null ? null : KeyPairs.text(found.path("data").path("ca.crt").asText("")),
        found == null
            ? null
            : found.path("metadata").path("annotations").path("problem").asText(null),
        ports,
        found == null ? List.of() : addresses(found));
  }

  /** Those that a Service's annotation lists, for one that not all nodes offer. */
  private static List<EndpointAddress> addresses(JsonNode service) {
    return Stream.of(service.at("/metadata/annotations/addresses").asText("").split(","))
        .filter(address -> !address.isEmpty())
        .map(EndpointAddress::ofIp)
        .toList();
  }

  private boolean isGranted(JsonNode owner, ObjectName target) {
    return documents.stream()
        .filter(document -> document.path("kind").asText().equals("ReferenceGrant"))
        .filter(grant -> namespace(grant).equals(target.namespace()))
        .map(grant -> grant.path("spec"))
        .anyMatch(
            spec ->
                spec.path("from")
                        .valueStream()
                        .anyMatch(
                            from ->
                                from.path("kind").asText().equals(owner.path("kind").asText())
                                    && from.path("group").asText().equals(ObjectName.GATEWAY_API)
                                    && from.path("namespace").asText().equals(namespace(owner)))
                    && spec.path("to")
                        .valueStream()
                        .anyMatch(
                            to ->
                                to.path("kind").asText().equals(target.kind())
                                    && to.path("group").asText("").equals(target.group())
                                    && (!to.has("name")
                                        || to.path("name").asText().equals(target.name()))));
  }

  /** Every port has a node port of its own that stays the same from run to run. */
  private static RouteFacts.Port port(String service, JsonNode port) {
    boolean udp = port.path("protocol").asText().equals("UDP");
    int number = port.path("port").asInt();
    return new RouteFacts.Port(
        port.path("name").asText(null),
        udp ? Protocol.UDP : Protocol.TCP,
        number,
        port.path("nodePort").asInt(30_000 + Math.floorMod((service + number).hashCode(), 2_000)),
        port.path("appProtocol").asText(null));
  }
}
