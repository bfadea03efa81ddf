package io.k8c.kubelb.kit.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import org.junit.jupiter.api.Test;

class FreshTest {
  private final Fresh<ConfigMap> fresh = new Fresh<>();

  @Test
  void whatWasWrittenCountsUntilTheWatchHasBroughtIt() {
    // given
    fresh.wrote(version("7"));

    // then
    assertThat(fresh.newest(version("6"))).isEqualTo(version("7"));
    assertThat(fresh.newest(version("7"))).isEqualTo(version("7"));
    assertThat(fresh.newest(version("6"))).isEqualTo(version("6"));
  }

  @Test
  void versionsAreNumbersAndNoTexts() {
    // given
    fresh.wrote(version("10"));

    // then
    assertThat(fresh.newest(version("9"))).isEqualTo(version("10"));
  }

  @Test
  void whatOthersWroteSinceCounts() {
    // given
    fresh.wrote(version("7"));

    // then
    assertThat(fresh.newest(version("8"))).isEqualTo(version("8"));
  }

  @Test
  void anObjectThatIsGoneIsForgotten() {
    // given
    fresh.wrote(version("7"));

    // when
    fresh.forget(version("7"));
    fresh.forget(null);

    // then
    assertThat(fresh.newest(version("6"))).isEqualTo(version("6"));
  }

  @Test
  void anotherObjectOfTheNameIsAnotherObject() {
    // given
    fresh.wrote(version("7"));
    ConfigMap other =
        new ConfigMapBuilder(version("6")).editMetadata().withUid("u2").endMetadata().build();

    // then
    assertThat(fresh.newest(other)).isSameAs(other);
  }

  private static ConfigMap version(String version) {
    return new ConfigMapBuilder()
        .withNewMetadata()
        .withName("one")
        .withUid("u1")
        .withResourceVersion(version)
        .endMetadata()
        .build();
  }
}
