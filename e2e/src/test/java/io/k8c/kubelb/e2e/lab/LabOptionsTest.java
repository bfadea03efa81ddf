package io.k8c.kubelb.e2e.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class LabOptionsTest {
  private static final LabOptions USUAL =
      new LabOptions(Path.of("/labs"), Path.of("/programs"), List.of(), 100);

  @Test
  void theUsualLoadBalancersAreBetweenNodesAndTheClient() {
    assertThat(USUAL.numbers().take()).contains(100);
    assertThat(USUAL.numbers().take(199)).isTrue();
    assertThat(USUAL.numbers().take(209)).as("on request").isTrue();
    assertThat(USUAL.numbers().take(210)).isFalse();
  }

  @Test
  void moreOfThemAreBeyondTheClient() {
    LabOptions many = USUAL.withAddresses(400);

    assertThat(many.numbers().take()).contains(1000);
    assertThat(many.numbers().take(1399)).isTrue();
    assertThat(many.numbers().take(1400)).isFalse();
  }

  @Test
  void aNumberWithoutAnAddressIsRefused() {
    assertThatThrownBy(() -> USUAL.withAddresses(9001)).hasMessageContaining("1 to 9000");
  }
}
