package io.k8c.kubelb.manager.route;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.k8c.kubelb.api.ConditionType;
import io.k8c.kubelb.kit.Verdict;
import io.k8c.kubelb.manager.route.spec.ObjectName;
import io.k8c.kubelb.manager.route.spec.RouteKind;
import java.util.ArrayList;
import java.util.List;

/** What is said of a listener. */
final class SectionStatus {
  private SectionStatus() {}

  /**
   * The entry of {@code status.listeners}.
   *
   * @param attached number of routes that are attached
   * @param programmed what is said of the Gateway
   */
  static ObjectNode of(Section section, int attached, Verdict programmed) {
    ObjectNode entry = StatusTree.object().put("name", section.spec().name());
    ArrayNode kinds = entry.putArray("supportedKinds");
    section.kinds().stream()
        .sorted()
        .map(RouteKind::word)
        .forEach(kind -> kinds.addObject().put("group", ObjectName.GATEWAY_API).put("kind", kind));
    entry.put("attachedRoutes", attached);
    entry.set(
        "conditions",
        StatusTree.conditions(verdicts(section, programmed), section.owner().generation()));
    return entry;
  }

  private static List<Verdict> verdicts(Section section, Verdict programmed) {
    List<Verdict> verdicts = new ArrayList<>();
    verdicts.add(
        section
            .conflict()
            .or(section::refused)
            .map(finding -> StatusTree.no(ConditionType.ACCEPTED, finding))
            .orElseGet(() -> Verdict.yes(ConditionType.ACCEPTED, "Accepted", "listener is valid")));
    verdicts.add(
        section
            .conflict()
            .map(finding -> Verdict.yes("Conflicted", finding.reason(), finding.message()))
            .orElseGet(() -> Verdict.no("Conflicted", "NoConflicts", "no other listener like it")));
    verdicts.add(
        section
            .firstUnresolved()
            .map(finding -> StatusTree.no(ConditionType.RESOLVED_REFS, finding))
            .orElseGet(
                () -> Verdict.yes(ConditionType.RESOLVED_REFS, "ResolvedRefs", "all found")));
    verdicts.add(programmed(section, programmed));
    section
        .http3()
        .problem()
        .ifPresent(finding -> verdicts.add(StatusTree.no(Http3.CONDITION, finding)));
    if (section.overlaps()) {
      verdicts.add(
          Verdict.yes(
              "OverlappingTLSConfig",
              "OverlappingHostnames",
              "another listener of port "
                  + section.spec().port()
                  + " has hostnames in common; browsers may send requests of one over connections"
                  + " of the other, which get 421"));
    }
    return verdicts;
  }

  /** A conflict is named; everything else of the listener that is wrong makes it invalid. */
  private static Verdict programmed(Section section, Verdict gateway) {
    return section
        .conflict()
        .map(finding -> StatusTree.no(ConditionType.PROGRAMMED, finding))
        .or(
            () ->
                section
                    .obstacle()
                    .map(
                        finding ->
                            Verdict.no(ConditionType.PROGRAMMED, "Invalid", finding.message())))
        .orElseGet(
            () ->
                gateway.isTrue()
                    ? Verdict.yes(ConditionType.PROGRAMMED, "Programmed", gateway.message())
                    : Verdict.no(ConditionType.PROGRAMMED, "Pending", gateway.message()));
  }
}
