package io.k8c.kubelb.kit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class VerdictTest {
  @Test
  void aMessageThatIsTooLongForAConditionIsCutAndSaysSo() {
    Verdict longest = Verdict.no("Accepted", "Invalid", "x".repeat(32_768));
    Verdict longer = Verdict.no("Accepted", "Invalid", "x".repeat(32_769));

    assertThat(longest.message()).hasSize(32_768).endsWith("x");
    assertThat(longer.message()).hasSize(32_768).endsWith("x...");
  }
}
