package io.k8c.kubelb.ccm.source;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.k8c.kubelb.api.Reason;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What we wrote into the status of a Gateway or ListenerSet, taken out of it. Nothing there names
 * its author: what the next controller wrote speaks of a generation that the hub never saw.
 */
final class Farewell {
  private static final String CONDITIONS = "conditions";

  /** Conditions that an object has before any controller has looked at it. */
  private static final Set<String> INITIAL = Set.of("Accepted", "Programmed");

  private Farewell() {}

  /**
   * The status without what is ours; empty where nothing of it is.
   *
   * @param hub what the hub said last
   */
  static Optional<JsonNode> of(JsonNode status, Optional<JsonNode> hub) {
    if (!status.isObject()) {
      return Optional.empty();
    }
    ObjectNode ours = JsonNodeFactory.instance.objectNode();
    ours.putArray(CONDITIONS);
    hub.ifPresent(said -> ours.setAll((ObjectNode) said));
    ObjectNode left = status.deepCopy();
    for (Map.Entry<String, JsonNode> field : ours.properties()) {
      JsonNode kept = kept(field.getKey(), status.path(field.getKey()), field.getValue());
      if (kept.isEmpty()) {
        left.remove(field.getKey());
      } else {
        left.set(field.getKey(), kept);
      }
    }
    return left.equals(status) ? Optional.empty() : Optional.of(left);
  }

  private static JsonNode kept(String field, JsonNode values, JsonNode ours) {
    ArrayNode kept = JsonNodeFactory.instance.arrayNode();
    for (JsonNode value : values) {
      if (field.equals(CONDITIONS) && isOurs(value, ours)) {
        Optional.of(value.path("type").asText(""))
            .filter(INITIAL::contains)
            .ifPresent(type -> kept.add(initial(type)));
      } else if (field.equals(CONDITIONS) || !isAmong(value, ours)) {
        kept.add(value);
      }
    }
    return kept;
  }

  /** An address that the hub gave, or a listener of which nobody else speaks. */
  private static boolean isAmong(JsonNode value, JsonNode ours) {
    return value.has("name")
        ? ours.valueStream()
            .filter(each -> each.path("name").equals(value.path("name")))
            .anyMatch(each -> areOurs(value.path(CONDITIONS), each.path(CONDITIONS)))
        : ours.valueStream().anyMatch(value::equals);
  }

  private static boolean areOurs(JsonNode conditions, JsonNode ours) {
    return conditions.valueStream().allMatch(condition -> isOurs(condition, ours));
  }

  private static boolean isOurs(JsonNode condition, JsonNode ours) {
    if (condition.path("reason").asText("").equals(Reason.HUB_REFUSED.word())) {
      return true;
    }
    return ours.valueStream()
        .filter(each -> each.path("type").equals(condition.path("type")))
        .anyMatch(each -> generation(condition) <= generation(each));
  }

  private static long generation(JsonNode condition) {
    return condition.path("observedGeneration").asLong(0);
  }

  /** As the definitions of the standard have it. */
  private static JsonNode initial(String type) {
    ObjectNode condition = JsonNodeFactory.instance.objectNode();
    List.of(
            Map.entry("type", type),
            Map.entry("status", "Unknown"),
            Map.entry("reason", "Pending"),
            Map.entry("message", "Waiting for controller"),
            Map.entry("lastTransitionTime", "1970-01-01T00:00:00Z"))
        .forEach(field -> condition.put(field.getKey(), field.getValue()));
    return condition;
  }
}
