package io.k8c.kubelb.kit;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Condition;
import io.k8c.kubelb.kit.testing.Covers;
import io.k8c.kubelb.kit.testing.SetClock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConditionsTest {
  private static final Verdict READY = Verdict.yes("Ready", "Ready", "serving");

  private final SetClock clock = new SetClock();

  @Test
  @Covers({
    "Config.status.conditions[].lastTransitionTime",
    "Config.status.conditions[].observedGeneration",
    "LoadBalancer.status.conditions[].lastTransitionTime",
    "LoadBalancer.status.conditions[].observedGeneration",
    "Tenant.status.conditions[].lastTransitionTime",
    "Tenant.status.conditions[].observedGeneration"
  })
  void aNewConditionHoldsSinceNowForThisGeneration() {
    // when
    Condition condition = Conditions.since(List.of(), List.of(READY), 7, clock).getFirst();

    // then
    assertThat(condition.getType()).isEqualTo("Ready");
    assertThat(condition.getStatus()).isEqualTo("True");
    assertThat(condition.getReason()).isEqualTo("Ready");
    assertThat(condition.getMessage()).isEqualTo("serving");
    assertThat(condition.getObservedGeneration()).isEqualTo(7);
    assertThat(condition.getLastTransitionTime()).isEqualTo("2026-01-01T12:00:00Z");
  }

  @Test
  void theTimeStaysWhileTheStatusDoes() {
    // given
    var before = Conditions.since(List.of(), List.of(READY), 1, clock);
    clock.pass(Duration.ofHours(1));

    // when
    var after =
        Conditions.since(before, List.of(Verdict.yes("Ready", "Other", "new words")), 2, clock);

    // then
    assertThat(after.getFirst().getLastTransitionTime()).isEqualTo("2026-01-01T12:00:00Z");
    assertThat(after.getFirst().getMessage()).isEqualTo("new words");
    assertThat(after.getFirst().getObservedGeneration()).isEqualTo(2);
  }

  @Test
  void theTimeMovesWithTheStatus() {
    // given
    var before = Conditions.since(List.of(), List.of(READY), 1, clock);
    clock.pass(Duration.ofHours(1));

    // when
    var after = Conditions.since(before, List.of(Verdict.no("Ready", "Pending", "wait")), 1, clock);

    // then
    assertThat(after.getFirst().getLastTransitionTime()).isEqualTo("2026-01-01T13:00:00Z");
  }

  @Test
  void whatIsNotSaidAnyMoreGoes() {
    // given
    var before = Conditions.since(List.of(), List.of(READY), 1, clock);

    // then
    assertThat(Conditions.since(before, List.of(), 1, clock)).isEmpty();
  }

  @Test
  void theSameDecisionTwiceIsTheSameStatus() {
    // given
    var before = Conditions.since(List.of(), List.of(READY), 1, clock);
    clock.pass(Duration.ofDays(1));

    // then
    assertThat(Conditions.since(before, List.of(READY), 1, clock)).isEqualTo(before);
  }

  @Test
  void whatAConditionSaysAlreadyIsNoNews() {
    // given
    var before = Conditions.since(List.of(), List.of(READY), 1, clock);

    // then
    assertThat(Conditions.say(before, READY)).isTrue();
    assertThat(Conditions.say(before, Verdict.yes("Ready", "Ready", "other words"))).isFalse();
    assertThat(Conditions.say(before, Verdict.yes("Ready", "Other", "serving"))).isFalse();
    assertThat(Conditions.say(before, Verdict.no("Ready", "Ready", "serving"))).isFalse();
    assertThat(Conditions.say(List.of(), READY)).isFalse();
  }

  @Test
  void conditionsAreFoundByType() {
    // given
    var conditions =
        Conditions.since(
            List.of(), List.of(READY, Verdict.unknown("Synced", "Pending", "")), 1, clock);

    // then
    assertThat(Conditions.find(conditions, "Synced").orElseThrow().getStatus())
        .isEqualTo("Unknown");
    assertThat(Conditions.isTrue(conditions, "Ready")).isTrue();
    assertThat(Conditions.isTrue(conditions, "Synced")).isFalse();
    assertThat(Conditions.isTrue(conditions, "Other")).isFalse();
  }
}
