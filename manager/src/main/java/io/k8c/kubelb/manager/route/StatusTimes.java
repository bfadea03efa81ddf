package io.k8c.kubelb.manager.route;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * The times since when conditions hold, in a status of any kind of Gateway API: of the object, its
 * listeners, its parents and its ancestors.
 */
public final class StatusTimes {
  private static final String TIME = "lastTransitionTime";

  private StatusTimes() {}

  /**
   * The wanted status, each condition with the time that it had where its status is unchanged.
   *
   * @param previous the status as it is
   * @param now in RFC 3339
   */
  public static JsonNode since(JsonNode previous, JsonNode wanted, String now) {
    JsonNode status = wanted.deepCopy();
    stamp(previous, status, now);
    for (JsonNode listener : status.path("listeners")) {
      stamp(same(previous.path("listeners"), listener, List.of("name")), listener, now);
    }
    for (JsonNode parent : status.path("parents")) {
      List<String> key = List.of("parentRef", "controllerName");
      stamp(same(previous.path("parents"), parent, key), parent, now);
    }
    for (JsonNode ancestor : status.path("ancestors")) {
      stamp(same(previous.path("ancestors"), ancestor, List.of("ancestorRef")), ancestor, now);
    }
    return status;
  }

  private static void stamp(JsonNode previous, JsonNode holder, String now) {
    for (JsonNode condition : holder.path("conditions")) {
      JsonNode before = same(previous.path("conditions"), condition, List.of("type", "status"));
      if (condition instanceof ObjectNode fields) {
        fields.put(TIME, before.path(TIME).asText(now));
      }
    }
  }

  /** The entry of a list that has these fields in common with another one. */
  private static JsonNode same(JsonNode list, JsonNode entry, List<String> fields) {
    for (JsonNode candidate : list) {
      if (fields.stream().allMatch(field -> candidate.path(field).equals(entry.path(field)))) {
        return candidate;
      }
    }
    return MissingNode.getInstance();
  }
}
