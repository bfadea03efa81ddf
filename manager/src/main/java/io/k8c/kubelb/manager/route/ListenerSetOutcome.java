package io.k8c.kubelb.manager.route;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.k8c.kubelb.api.ConditionType;
import io.k8c.kubelb.kit.Note;
import io.k8c.kubelb.kit.Verdict;
import io.k8c.kubelb.manager.route.spec.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is said of a ListenerSet. */
final class ListenerSetOutcome {
  private static final Finding NOT_ALLOWED =
      new Finding("NotAllowed", "the Gateway does not allow it; see its allowedListeners");
  private static final Finding NOT_VALID =
      new Finding("ListenersNotValid", "no listener is valid; see their conditions");

  private static final String PARENT_NOT_ACCEPTED = "ParentNotAccepted";
  private static final String PARENT_NOT_PROGRAMMED = "ParentNotProgrammed";

  private ListenerSetOutcome() {}

  /** Where the hub does not have the Gateway. */
  static Outcome orphaned(ParsedSource set) {
    return outcome(
        set,
        withoutParent("the hub does not have the Gateway; see its conditions and Events"),
        IgnoredFields.of(set),
        List.of());
  }

  /** Where the Gateway keeps it out. */
  static Outcome refused(ParsedSource set) {
    return outcome(set, verdicts(NOT_ALLOWED), IgnoredFields.of(set), List.of());
  }

  /**
   * Where the Gateway lets it in.
   *
   * @param accepted whether the Gateway is
   * @param gateway what is said of the Gateway's proxies
   */
  static Outcome of(
      ParsedSource set, Assembly assembly, Attached attached, Verdict accepted, Verdict gateway) {
    List<Section> sections = assembly.of(set.name());
    long served = assembly.servedOf(set);
    List<Verdict> verdicts;
    if (served == 0) {
      verdicts = verdicts(NOT_VALID);
    } else if (!accepted.isTrue()) {
      verdicts = withoutParent("the Gateway is not accepted: " + accepted.message());
    } else {
      verdicts =
          List.of(
              Verdict.yes(
                  ConditionType.ACCEPTED,
                  served < sections.size() ? "ListenersNotValid" : "Accepted",
                  "attached to the Gateway"),
              gateway.isTrue()
                  ? Verdict.yes(ConditionType.PROGRAMMED, "Programmed", gateway.message())
                  : Verdict.no(ConditionType.PROGRAMMED, PARENT_NOT_PROGRAMMED, gateway.message()));
    }
    List<Note> notes = new ArrayList<>(IgnoredFields.of(set));
    notes.addAll(Http3.notes(sections));
    return outcome(
        set,
        verdicts,
        notes,
        sections.stream()
            .map(section -> SectionStatus.of(section, attached.count(section), gateway))
            .toList());
  }

  private static List<Verdict> withoutParent(String message) {
    return List.of(
        Verdict.no(ConditionType.ACCEPTED, PARENT_NOT_ACCEPTED, message),
        Verdict.no(ConditionType.PROGRAMMED, PARENT_NOT_PROGRAMMED, message));
  }

  private static List<Verdict> verdicts(Finding finding) {
    return List.of(
        StatusTree.no(ConditionType.ACCEPTED, finding),
        StatusTree.no(ConditionType.PROGRAMMED, finding));
  }

  private static Outcome outcome(
      ParsedSource set, List<Verdict> verdicts, List<Note> notes, List<ObjectNode> entries) {
    ObjectNode status = StatusTree.object();
    status.set("conditions", StatusTree.conditions(verdicts, set.generation()));
    ArrayNode listeners = status.putArray("listeners");
    entries.forEach(listeners::add);
    return new Outcome(
        status, Summary.of(verdicts), notes, Optional.empty(), Optional.empty(), Optional.empty());
  }
}
