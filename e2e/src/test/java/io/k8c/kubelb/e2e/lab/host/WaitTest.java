package io.k8c.kubelb.e2e.lab.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class WaitTest {
  private static final Wait SHORT = new Wait(Duration.ofMillis(20), Duration.ofMillis(1));

  @Test
  void theFirstValueIsTheResultEvenIfItIsNotThereAgain() {
    Queue<Optional<String>> answers =
        new ArrayDeque<>(List.of(Optional.empty(), Optional.of("here"), Optional.empty()));

    String found = SHORT.present(answers::remove, () -> "late");

    assertThat(found).isEqualTo("here");
    assertThat(answers).hasSize(1);
  }

  @Test
  void whatNeverHoldsIsToldInTheWordsOfTheCaller() {
    assertThatThrownBy(() -> SHORT.until(() -> false, () -> "not ready"))
        .isInstanceOf(LabException.class)
        .hasMessage("not ready");
  }
}
