package io.k8c.kubelb.manager.route.delegate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.k8c.kubelb.api.ConditionType;
import io.k8c.kubelb.api.Reason;
import io.k8c.kubelb.api.Wire;
import io.k8c.kubelb.kit.Note;
import io.k8c.kubelb.kit.Verdict;
import io.k8c.kubelb.manager.route.Outcome;
import io.k8c.kubelb.manager.route.ParsedSource;
import io.k8c.kubelb.manager.route.StatusTree;
import io.k8c.kubelb.manager.route.Summary;
import io.k8c.kubelb.manager.route.spec.Finding;
import io.k8c.kubelb.manager.route.spec.Spec;
import java.util.List;
import java.util.Optional;

/** What is said of sources that nobody serves. */
final class Refusals {
  private Refusals() {}

  /** The status that says why, in the words of the source's kind. */
  static Outcome of(ParsedSource source, Finding finding) {
    return of(source, finding, List.of());
  }

  /**
   * The same where not all parents of ours are in the tenant cluster.
   *
   * @param ofHub references to Gateways of the hub, as a route's status names them
   */
  static Outcome of(ParsedSource source, Finding finding, List<JsonNode> ofHub) {
    List<Verdict> verdicts = List.of(StatusTree.no(ConditionType.ACCEPTED, finding));
    ObjectNode status = StatusTree.object();
    if (source.spec() instanceof Spec.Route spec) {
      ArrayNode parents = status.putArray("parents");
      for (int i = 0; i < spec.parents().size(); i++) {
        if (source.parent(i).isPresent()) {
          add(parents, spec.parents().get(i).raw(), verdicts, source.generation());
        }
      }
      ofHub.forEach(reference -> add(parents, reference, verdicts, source.generation()));
    } else if (isIngress(source)) {
      status.putObject("loadBalancer");
    } else {
      status.set("conditions", StatusTree.conditions(verdicts, source.generation()));
    }
    return new Outcome(
        status,
        Summary.of(verdicts),
        notes(source, finding),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** The status of an Ingress has no place for it; what passes on its own is not worth an Event. */
  private static List<Note> notes(ParsedSource source, Finding finding) {
    return isIngress(source) && !finding.reason().equals(Reason.PENDING.word())
        ? List.of(Note.warning(finding.reason(), finding.message()))
        : List.of();
  }

  private static void add(
      ArrayNode parents, JsonNode reference, List<Verdict> verdicts, long generation) {
    ObjectNode entry = parents.addObject();
    entry.set("parentRef", reference.deepCopy());
    entry.put("controllerName", Wire.TENANT_CONTROLLER);
    entry.set("conditions", StatusTree.conditions(verdicts, generation));
  }

  static boolean isIngress(ParsedSource source) {
    return HubKind.of(source.self()).filter(HubKind.INGRESS::equals).isPresent();
  }
}
