package io.k8c.kubelb.manager.route;

import io.k8c.kubelb.api.ConditionType;
import io.k8c.kubelb.api.Reason;
import io.k8c.kubelb.kit.Verdict;
import java.util.ArrayList;
import java.util.List;

/** The conditions of a Route, out of those that are said of its source, for people in the hub. */
public final class Summary {
  private Summary() {}

  /** For each type the first that is not True, else the first; Ready follows from all. */
  public static List<Verdict> of(List<Verdict> said) {
    List<Verdict> verdicts = new ArrayList<>();
    for (String type :
        List.of(ConditionType.ACCEPTED, ConditionType.RESOLVED_REFS, ConditionType.PROGRAMMED)) {
      List<Verdict> own = said.stream().filter(verdict -> verdict.type().equals(type)).toList();
      own.stream()
          .filter(verdict -> !verdict.isTrue())
          .findFirst()
          .or(() -> own.stream().findFirst())
          .ifPresent(verdicts::add);
    }
    verdicts.add(
        verdicts.stream()
            .filter(verdict -> !verdict.isTrue())
            .findFirst()
            .map(no -> Verdict.no(ConditionType.READY, no.reason(), no.message()))
            .orElseGet(() -> ready(verdicts)));
    return verdicts;
  }

  private static Verdict ready(List<Verdict> verdicts) {
    return verdicts.isEmpty()
        ? Verdict.no(ConditionType.READY, Reason.PENDING.word(), "no parent of ours is known yet")
        : Verdict.yes(ConditionType.READY, Reason.READY.word(), "serving");
  }
}
