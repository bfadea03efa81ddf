package io.k8c.kubelb.e2e.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class Layer4SizesTest {

  @Test
  void whatIsMissingOfTheTotalIsFilledUp() {
    var sizes = new Layer4Sizes(50, 40, 300, 1000, 60);

    assertThat(sizes.rest()).isEqualTo(1000 - 50 - 40 - 300 - 1);
    assertThat(sizes.most()).isEqualTo(1000 + 50 + 1);
  }

  @Test
  void aTotalThatIsReachedAnywayNeedsNoFilling() {
    var sizes = new Layer4Sizes(3, 2, 5, 10, 60);

    assertThat(sizes.rest()).isEqualTo(0);
    assertThat(sizes.most()).isEqualTo(11 + 3 + 1);
  }
}
