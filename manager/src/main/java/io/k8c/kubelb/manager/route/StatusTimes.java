package io.k8c.kubelb.manager.route;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Since when the conditions of a status hold, however deep they lie in it. */
public final class StatusTimes {
  private static final String CONDITIONS = "conditions";
  private static final String SINCE = "lastTransitionTime";

  /** Fields by which an entry of a list is found again. */
  private static final List<String> IDENTITIES = List.of("name", "parentRef", "ancestorRef");

  private StatusTimes() {}

  /**
   * The status with times: that of before where a condition has not turned since, else now.
   *
   * @param before the status as it was told last
   */
  public static JsonNode since(JsonNode status, @Nullable JsonNode before, Instant now) {
    JsonNode dated = status.deepCopy();
    date(dated, before, now.truncatedTo(ChronoUnit.SECONDS).toString());
    return dated;
  }

  private static void date(JsonNode node, @Nullable JsonNode before, String now) {
    if (node instanceof ArrayNode entries) {
      entries.forEach(entry -> date(entry, counterpart(entry, before).orElse(null), now));
    } else if (node instanceof ObjectNode fields) {
      fields
          .properties()
          .forEach(
              field -> {
                JsonNode then = before == null ? null : before.get(field.getKey());
                if (field.getKey().equals(CONDITIONS)) {
                  field.getValue().forEach(condition -> dateOne(condition, then, now));
                } else {
                  date(field.getValue(), then, now);
                }
              });
    }
  }

  private static void dateOne(JsonNode condition, @Nullable JsonNode before, String now) {
    String since = now;
    if (before != null) {
      for (JsonNode candidate : before) {
        if (same(candidate, condition, "type") && same(candidate, condition, "status")) {
          since = candidate.path(SINCE).asText(now);
        }
      }
    }
    ((ObjectNode) condition).put(SINCE, since);
  }

  private static Optional<JsonNode> counterpart(JsonNode entry, @Nullable JsonNode before) {
    if (before == null) {
      return Optional.empty();
    }
    for (JsonNode candidate : before) {
      if (IDENTITIES.stream().anyMatch(entry::has)
          && IDENTITIES.stream().allMatch(field -> same(candidate, entry, field))) {
        return Optional.of(candidate);
      }
    }
    return Optional.empty();
  }

  private static boolean same(JsonNode one, JsonNode other, String field) {
    return one.path(field).equals(other.path(field));
  }
}
