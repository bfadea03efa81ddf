package io.k8c.kubelb.e2e.lab;

import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClusterSpecTest {

  @ParameterizedTest
  @ValueSource(
      strings = {"", "Hub", "-hub", "hub-", "a.b", "a-name-that-is-longer-than-32-letters"})
  void aNameThatCannotBeANodesNameIsRefused(String name) {
    assertThatThrownBy(() -> ClusterSpec.of(name, 1)).hasMessageContaining("DNS label");
  }

  @Test
  void aClusterHasANode() {
    assertThatThrownBy(() -> ClusterSpec.of("hub", 0)).hasMessageContaining("has a node");
    assertThatNoException().isThrownBy(() -> ClusterSpec.of("tenant-1", 1));
  }
}
