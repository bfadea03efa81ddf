package io.k8c.kubelb.ccm.source;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.k8c.kubelb.api.Reason;
import io.k8c.kubelb.api.RouteFacts;
import io.k8c.kubelb.api.Wire;
import io.k8c.kubelb.kit.BoundedText;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a source says of itself while the hub's API server refuses it: only the hub's manager
 * decides conditions, and it never sees such an object.
 */
public final class Refusal {
  private static final int LONGEST = 1024;
  private static final String CONDITIONS = "conditions";
  private static final String ACCEPTED = "Accepted";

  private final SourceObject object;
  private final String message;
  private final Instant now;

  private Refusal(SourceObject object, String message, Instant now) {
    this.object = object;
    this.message = BoundedText.of(message, LONGEST);
    this.now = now;
  }

  /**
   * The status that the source must have.
   *
   * @param parents what each parentRef leads to
   * @return empty where it has it already, and where its kind has no conditions
   */
  public static Optional<JsonNode> of(
      SourceObject object, List<RouteFacts.Parent> parents, String message, Instant now) {
    Refusal refusal = new Refusal(object, message, now);
    ObjectNode status =
        object.status().isObject()
            ? object.status().deepCopy()
            : JsonNodeFactory.instance.objectNode();
    if (object.kind().isParent()) {
      refusal.refuse(status);
    } else if (object.kind().isRoute()) {
      refusal.refuse(status, parents);
    } else if (object.kind().isPolicy()) {
      ours(status.path("ancestors")).forEach(refusal::refuse);
    }
    return status.isEmpty() || status.equals(object.status())
        ? Optional.empty()
        : Optional.of(status);
  }

  private static List<ObjectNode> ours(JsonNode entries) {
    return entries
        .valueStream()
        .filter(entry -> entry.path("controllerName").asText("").equals(Wire.TENANT_CONTROLLER))
        .map(ObjectNode.class::cast)
        .toList();
  }

  /** Of a parent that may be the hub's nobody knows yet whether it is: it gets no entry here. */
  private void refuse(ObjectNode status, List<RouteFacts.Parent> parents) {
    List<ObjectNode> said = ours(status.path("parents"));
    said.forEach(this::refuse);
    List<JsonNode> references = object.spec().path("parentRefs").valueStream().toList();
    for (int i = 0; said.isEmpty() && i < Math.min(parents.size(), references.size()); i++) {
      if (parents.get(i).uid() != null) {
        ObjectNode entry = status.withArray("parents").addObject();
        entry.set("parentRef", references.get(i));
        entry.put("controllerName", Wire.TENANT_CONTROLLER);
        refuse(entry);
      }
    }
  }

  private void refuse(ObjectNode holder) {
    ArrayNode conditions = JsonNodeFactory.instance.arrayNode();
    Optional<JsonNode> before = Optional.empty();
    for (JsonNode condition : holder.path(CONDITIONS)) {
      if (condition.path("type").asText("").equals(ACCEPTED)) {
        before = Optional.of(condition);
      } else {
        conditions.add(condition);
      }
    }
    conditions.insert(0, condition(before));
    holder.set(CONDITIONS, conditions);
  }

  private ObjectNode condition(Optional<JsonNode> before) {
    ObjectNode condition = JsonNodeFactory.instance.objectNode();
    condition.put("type", ACCEPTED);
    condition.put("status", "False");
    condition.put("reason", Reason.HUB_REFUSED.word());
    condition.put("message", message);
    condition.put(
        "observedGeneration",
        Objects.requireNonNullElse(object.metadata().getGeneration(), 0L).longValue());
    condition.put(
        "lastTransitionTime",
        before
            .filter(known -> known.path("status").asText("").equals("False"))
            .map(known -> known.path("lastTransitionTime").asText(""))
            .filter(time -> !time.isEmpty())
            .orElseGet(() -> now.truncatedTo(ChronoUnit.SECONDS).toString()));
    return condition;
  }
}
