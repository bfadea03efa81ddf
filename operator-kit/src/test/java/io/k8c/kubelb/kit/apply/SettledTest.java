package io.k8c.kubelb.kit.apply;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SettledTest {
  private final Settled settled = new Settled();

  @Test
  void whatWasFoundIsKnown() {
    // given
    ConfigMap actual = says("1");

    // when
    settled.add(actual, "desired");

    // then
    assertThat(settled.isKnown(actual, "desired")).isTrue();
    assertThat(settled.isKnown(actual, "else")).isFalse();
  }

  @Test
  void whatSaysSomethingElseIsAnotherObject() {
    // given
    ConfigMap actual = says("1");
    settled.add(actual, "desired");

    // then
    assertThat(settled.isKnown(says("2"), "desired")).isFalse();
    actual.getData().put("a", "3");
    assertThat(settled.isKnown(actual, "desired")).isFalse();
  }

  private static ConfigMap says(String value) {
    return new ConfigMapBuilder()
        .withNewMetadata()
        .withName("one")
        .withUid("u1")
        .endMetadata()
        .withData(Map.of("a", value))
        .build();
  }
}
