package io.k8c.kubelb.manager.route;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.k8c.kubelb.kit.Verdict;
import io.k8c.kubelb.manager.route.spec.Finding;
import java.util.List;

/** Pieces of a status as the standard shapes it. */
public final class StatusTree {
  private StatusTree() {}

  /** An empty one. */
  public static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  /** Conditions that speak of a generation. */
  public static ArrayNode conditions(List<Verdict> verdicts, long generation) {
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    for (Verdict verdict : verdicts) {
      list.addObject()
          .put("type", verdict.type())
          .put("status", verdict.status())
          .put("reason", verdict.reason())
          .put("message", verdict.message())
          .set("observedGeneration", number(generation));
    }
    return list;
  }

  /** As a reader makes it of its text: what is wanted shall equal what is stored. */
  public static JsonNode number(long value) {
    return (int) value == value ? IntNode.valueOf((int) value) : LongNode.valueOf(value);
  }

  /** What a finding says of an aspect. */
  public static Verdict no(String type, Finding finding) {
    return Verdict.no(type, finding.reason(), finding.message());
  }
}
