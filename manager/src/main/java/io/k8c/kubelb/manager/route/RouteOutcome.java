package io.k8c.kubelb.manager.route;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.k8c.kubelb.api.ConditionType;
import io.k8c.kubelb.api.Wire;
import io.k8c.kubelb.kit.Note;
import io.k8c.kubelb.kit.Verdict;
import io.k8c.kubelb.manager.route.spec.Finding;
import io.k8c.kubelb.manager.route.spec.Hostname;
import io.k8c.kubelb.manager.route.spec.RequestRoute;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What is said of a route. */
final class RouteOutcome {
  private RouteOutcome() {}

  /**
   * Decides.
   *
   * @param attachments one for each parent that is ours
   * @param findings what is wrong with what the route refers to
   */
  static Outcome of(ParsedSource route, List<Attachment> attachments, List<Finding> findings) {
    ObjectNode status = StatusTree.object();
    ArrayNode parents = status.putArray("parents");
    List<Verdict> all = new ArrayList<>();
    for (Attachment attachment : attachments) {
      List<Verdict> verdicts = new ArrayList<>(List.of(accepted(attachment), resolved(findings)));
      if (attachment.refused().isEmpty()) {
        partlyInvalid(route).ifPresent(verdicts::add);
      }
      ObjectNode parent = parents.addObject();
      parent.set("parentRef", attachment.parent().raw().deepCopy());
      parent.put("controllerName", Wire.TENANT_CONTROLLER);
      parent.set("conditions", StatusTree.conditions(verdicts, route.generation()));
      all.addAll(verdicts);
    }
    return new Outcome(
        status,
        Summary.of(all),
        notes(route, attachments),
        Optional.empty(),
        Optional.empty(),
        attachments.stream()
            .flatMap(attachment -> attachment.bounds().stream())
            .flatMap(bound -> bound.hostnames().stream())
            .filter(hostname -> !hostname.equals(Hostname.ANY))
            .map(Hostname::text)
            .findFirst());
  }

  private static List<Note> notes(ParsedSource route, List<Attachment> attachments) {
    List<Note> notes = new ArrayList<>(IgnoredFields.of(route));
    attachments.stream()
        .flatMap(attachment -> attachment.withheld().stream())
        .map(finding -> Note.warning(finding.reason(), finding.message()))
        .distinct()
        .forEach(notes::add);
    return notes;
  }

  private static Optional<Verdict> partlyInvalid(ParsedSource route) {
    return route.spec() instanceof RequestRoute spec
        ? spec.partlyInvalid()
            .map(finding -> Verdict.yes("PartiallyInvalid", finding.reason(), finding.message()))
        : Optional.empty();
  }

  private static Verdict accepted(Attachment attachment) {
    return attachment
        .refused()
        .map(finding -> StatusTree.no(ConditionType.ACCEPTED, finding))
        .orElseGet(
            () ->
                Verdict.yes(
                    ConditionType.ACCEPTED,
                    "Accepted",
                    "attached to the parent" + withheld(attachment) + awaited(attachment)));
  }

  private static String withheld(Attachment attachment) {
    return attachment.withheld().stream()
        .map(finding -> ", " + finding.message())
        .collect(Collectors.joining());
  }

  private static String awaited(Attachment attachment) {
    return attachment.awaited().isEmpty() ? "" : "; being claimed: " + listed(attachment.awaited());
  }

  private static String listed(List<Hostname> hostnames) {
    return hostnames.stream().map(Hostname::text).collect(Collectors.joining(", "));
  }

  private static Verdict resolved(List<Finding> findings) {
    return findings.stream()
        .findFirst()
        .map(finding -> StatusTree.no(ConditionType.RESOLVED_REFS, finding))
        .orElseGet(
            () -> Verdict.yes(ConditionType.RESOLVED_REFS, "ResolvedRefs", "backends found"));
  }
}
