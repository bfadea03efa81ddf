package io.k8c.kubelb.kit;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** Conditions of a status: a decision says what holds, this class keeps since when. */
public final class Conditions {
  private Conditions() {}

  /**
   * The wanted conditions, each with the transition time it had where its status is unchanged. A
   * condition that is not wanted any more is left out.
   */
  public static List<Condition> since(
      List<Condition> previous, List<Verdict> wanted, long generation, Clock clock) {
    String now = clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
    return wanted.stream()
        .map(
            verdict ->
                new ConditionBuilder()
                    .withType(verdict.type())
                    .withStatus(verdict.status())
                    .withReason(verdict.reason())
                    .withMessage(verdict.message())
                    .withObservedGeneration(generation)
                    .withLastTransitionTime(
                        find(previous, verdict.type())
                            .filter(before -> before.getStatus().equals(verdict.status()))
                            .map(Condition::getLastTransitionTime)
                            .orElse(now))
                    .build())
        .toList();
  }

  /** The condition of a type. */
  public static Optional<Condition> find(List<Condition> conditions, String type) {
    return conditions.stream().filter(condition -> condition.getType().equals(type)).findFirst();
  }

  /** Whether a verdict is no news: the condition of its type says the same. */
  public static boolean say(List<Condition> conditions, Verdict verdict) {
    return find(conditions, verdict.type())
        .filter(
            known ->
                verdict.status().equals(known.getStatus())
                    && verdict.reason().equals(known.getReason())
                    && verdict.message().equals(known.getMessage()))
        .isPresent();
  }

  /** Whether the condition of a type is there and True. */
  public static boolean isTrue(List<Condition> conditions, String type) {
    return find(conditions, type).filter(found -> "True".equals(found.getStatus())).isPresent();
  }
}
