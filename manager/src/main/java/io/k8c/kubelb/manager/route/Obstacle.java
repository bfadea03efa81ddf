package io.k8c.kubelb.manager.route;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.k8c.kubelb.api.ConditionType;
import io.k8c.kubelb.api.Wire;
import io.k8c.kubelb.kit.Note;
import io.k8c.kubelb.kit.Verdict;
import io.k8c.kubelb.manager.route.spec.Finding;
import io.k8c.kubelb.manager.route.spec.IngressSpec;
import io.k8c.kubelb.manager.route.spec.Spec;
import java.util.ArrayList;
import java.util.List;

/**
 * What keeps the hub from holding what a source leads to. It shows when that is written, and stands
 * over what was decided before.
 *
 * @param generation of the source that was decided upon
 */
public record Obstacle(Finding finding, long generation) {

  /** What is said of a source by then. */
  public static Outcome over(Outcome outcome, ParsedSource source, Finding finding) {
    Obstacle obstacle = new Obstacle(finding, source.generation());
    return switch (source.spec()) {
      case Spec.Listeners _ -> obstacle.overGateway(outcome);
      case Spec.Route _ -> obstacle.overRoute(outcome);
      case Spec.Policy _, Spec.Unknown _, IngressSpec _ ->
          obstacle.said(outcome, outcome.status(), ConditionType.PROGRAMMED);
    };
  }

  /** What is said of a Gateway by then; addresses that it has stay. */
  public Outcome overGateway(Outcome outcome) {
    ObjectNode status = StatusTree.object();
    outcome.status().properties().forEach(each -> status.set(each.getKey(), each.getValue()));
    if (status.path("listeners").isArray()) {
      ArrayNode listeners = StatusTree.object().arrayNode();
      status.path("listeners").forEach(listener -> listeners.add(listener(listener)));
      status.set("listeners", listeners);
    }
    status.set("conditions", conditions(status, finding));
    return said(outcome, status, ConditionType.PROGRAMMED);
  }

  /** What a controller said of the object as it was before stays. */
  private Outcome overRoute(Outcome outcome) {
    if (outcome.unanswered().isEmpty()) {
      return said(outcome, outcome.status(), ConditionType.PROGRAMMED);
    }
    ObjectNode status = StatusTree.object();
    ArrayNode parents = status.putArray("parents");
    outcome.status().path("parents").forEach(parents::add);
    for (JsonNode parent : outcome.unanswered()) {
      ObjectNode entry = parents.addObject();
      entry.set("parentRef", parent.deepCopy());
      entry.put("controllerName", Wire.TENANT_CONTROLLER);
      entry.set(
          "conditions",
          StatusTree.conditions(
              List.of(StatusTree.no(ConditionType.ACCEPTED, finding)), generation));
    }
    return said(outcome, status, ConditionType.ACCEPTED);
  }

  /** A listener that is wrong itself says so. */
  private JsonNode listener(JsonNode before) {
    boolean waits =
        before
            .path("conditions")
            .valueStream()
            .filter(Obstacle::isProgrammed)
            .anyMatch(
                condition ->
                    condition.path("status").asText().equals("True")
                        || condition.path("reason").asText().equals("Pending"));
    if (!waits) {
      return before;
    }
    ObjectNode listener = before.deepCopy();
    listener.set("conditions", conditions(before, new Finding("Pending", finding.message())));
    return listener;
  }

  private ArrayNode conditions(JsonNode holder, Finding why) {
    ArrayNode conditions =
        StatusTree.conditions(List.of(StatusTree.no(ConditionType.PROGRAMMED, why)), generation);
    JsonNode own = conditions.remove(0);
    boolean placed = false;
    for (JsonNode condition : holder.path("conditions")) {
      conditions.add(isProgrammed(condition) ? own : condition);
      placed |= isProgrammed(condition);
    }
    return placed ? conditions : conditions.add(own);
  }

  private static boolean isProgrammed(JsonNode condition) {
    return condition.path("type").asText().equals(ConditionType.PROGRAMMED);
  }

  private Outcome said(Outcome outcome, JsonNode status, String type) {
    List<Verdict> verdicts = new ArrayList<>(outcome.verdicts());
    verdicts.removeIf(
        verdict -> verdict.type().equals(ConditionType.READY) || verdict.type().equals(type));
    verdicts.add(StatusTree.no(type, finding));
    List<Note> notes = new ArrayList<>(outcome.notes());
    notes.add(Note.warning(finding.reason(), finding.message()));
    return new Outcome(
        status,
        Summary.of(verdicts),
        notes,
        outcome.service(),
        outcome.address(),
        outcome.hostname(),
        outcome.delegates(),
        outcome.unanswered());
  }
}
