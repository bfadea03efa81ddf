package io.k8c.kubelb.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BoundedNameTest {
  private static final String LONG = "a".repeat(253);

  @Test
  void whatFitsStaysAsItIs() {
    assertThat(BoundedName.label("a".repeat(63))).isEqualTo("a".repeat(63));
    assertThat(BoundedName.of("shop", "-nodeport", 63)).isEqualTo("shop-nodeport");
  }

  @Test
  void whatDoesNotFitIsStillToldApart() {
    assertThat(BoundedName.label(LONG))
        .hasSize(63)
        .startsWith("aaa")
        .isNotEqualTo(BoundedName.label(LONG + "b"));
    assertThat(BoundedName.of(LONG, "-nodeport", 63)).hasSize(63).endsWith("-nodeport");
  }
}
