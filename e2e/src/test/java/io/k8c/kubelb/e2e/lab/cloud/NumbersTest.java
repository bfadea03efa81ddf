package io.k8c.kubelb.e2e.lab.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NumbersTest {
  private final Numbers numbers = new Numbers(100, 102);

  @Test
  void aNumberThatWasGivenBackIsTheLastToBeUsedAgain() {
    assertThat(numbers.take()).contains(100);
    numbers.give(100);

    assertThat(numbers.take()).contains(101);
    assertThat(numbers.take()).contains(102);
    assertThat(numbers.take()).contains(100);
    assertThat(numbers.take()).isEmpty();
  }

  @Test
  void aNumberHasOneHolder() {
    assertThat(numbers.take(101)).isTrue();
    assertThat(numbers.take(101)).isFalse();

    assertThat(numbers.take()).contains(100);
    assertThat(numbers.take()).contains(102);
  }

  @Test
  void aNumberOutsideOfTheRangeIsNobodys() {
    assertThat(numbers.take(99)).isFalse();
    assertThat(numbers.take(103)).isFalse();
  }

  @Test
  void aReservedNumberIsThereForWhoAsksForItOnly() {
    var withReserved = new Numbers(100, 100, 101);

    assertThat(withReserved.take()).contains(100);
    assertThat(withReserved.take()).isEmpty();
    assertThat(withReserved.take(101)).isTrue();
    assertThat(withReserved.take(102)).isFalse();
  }
}
