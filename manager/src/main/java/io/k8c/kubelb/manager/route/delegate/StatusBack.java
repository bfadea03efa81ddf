package io.k8c.kubelb.manager.route.delegate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.k8c.kubelb.api.Wire;
import io.k8c.kubelb.kit.Verdict;
import io.k8c.kubelb.manager.route.StatusTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What another controller says of the object that stands for a source, said of the source. */
final class StatusBack {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final JsonNode status;
  private final long observed;
  private final long generation;

  private StatusBack(JsonNode status, long observed, long generation) {
    this.status = status;
    this.observed = observed;
    this.generation = generation;
  }

  static StatusBack of(GenericKubernetesResource object) {
    Map<String, String> annotations =
        Objects.requireNonNullElse(object.getMetadata().getAnnotations(), Map.of());
    return new StatusBack(
        JSON.valueToTree(object.getAdditionalProperties().get("status")),
        Objects.requireNonNullElse(object.getMetadata().getGeneration(), 0L),
        number(annotations.getOrDefault(Wire.ANNOTATION_ORIGIN_GENERATION, "")));
  }

  private static long number(String text) {
    return text.matches("[0-9]{1,18}") ? Long.parseLong(text) : 0;
  }

  /** All of it, each condition with the generation of the source that it speaks of. */
  ObjectNode whole() {
    if (!(status instanceof ObjectNode fields)) {
      return StatusTree.object();
    }
    ObjectNode copy = fields.deepCopy();
    conditions(copy);
    copy.path("listeners").forEach(this::conditions);
    return copy;
  }

  /** The entries of a route's status that are about a parent. */
  List<JsonNode> about(JsonNode reference, String namespace) {
    List<JsonNode> entries = new ArrayList<>();
    for (JsonNode entry : status.path("parents")) {
      if (isSame(entry.path("parentRef"), reference, namespace)) {
        JsonNode copy = entry.deepCopy();
        conditions(copy);
        entries.add(copy);
      }
    }
    return entries;
  }

  private static boolean isSame(JsonNode one, JsonNode other, String namespace) {
    return List.of("kind", "name", "sectionName", "port").stream()
            .allMatch(field -> one.path(field).asText("").equals(other.path(field).asText("")))
        && one.path("namespace")
            .asText(namespace)
            .equals(other.path("namespace").asText(namespace));
  }

  /** A condition of before the last change says nothing of what the source asks for now. */
  private void conditions(JsonNode holder) {
    for (JsonNode condition : holder.path("conditions")) {
      if (condition instanceof ObjectNode fields) {
        fields.remove("lastTransitionTime");
        boolean current = fields.path("observedGeneration").asLong(observed) >= observed;
        fields.set(
            "observedGeneration",
            StatusTree.number(current ? generation : Math.max(0, generation - 1)));
      }
    }
  }

  /** The conditions of a status, for people in the hub. */
  static List<Verdict> verdicts(JsonNode holder) {
    List<Verdict> verdicts = new ArrayList<>();
    for (JsonNode condition : holder.path("conditions")) {
      verdicts.add(
          new Verdict(
              condition.path("type").asText(""),
              condition.path("status").asText("Unknown"),
              condition.path("reason").asText(""),
              condition.path("message").asText("")));
    }
    return verdicts;
  }
}
