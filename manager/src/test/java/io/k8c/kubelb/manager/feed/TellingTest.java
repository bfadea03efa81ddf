package io.k8c.kubelb.manager.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TellingTest {
  private final Telling telling = new Telling();

  @Test
  void whenItIsQuietAllIsSaidAtOnce() {
    // when
    List<String> said = telling.after(List.of("one", "two", "three"), false);

    // then
    assertThat(said).containsExactly("one", "two", "three");
    assertThat(telling.isOver()).isTrue();
  }

  @Test
  void whileManyChangeAQuarterIsSaidTheOldestFirstAndTheRestOnceItIsQuiet() {
    // when
    List<String> first = telling.after(List.of("a", "b", "c", "d", "e"), true);
    List<String> second = telling.after(List.of("f"), true);

    // then
    assertThat(first).containsExactly("a", "b");
    assertThat(second).containsExactly("c");
    assertThat(telling.isOver()).isFalse();
    assertThat(telling.rest()).containsExactly("d", "e", "f");
    assertThat(telling.isOver()).isTrue();
  }

  @Test
  void whatChangesAgainWhileItWaitsIsSaidOnce() {
    // given
    List<String> _ = telling.after(List.of("a", "b"), true);

    // when
    List<String> said = telling.after(List.of("b"), false);

    // then
    assertThat(said).containsExactly("b");
    assertThat(telling.isOver()).isTrue();
  }

  @Test
  void aPassThatChangesNothingSaysNothingWhileItIsBusy() {
    // given
    List<String> _ = telling.after(List.of("a", "b"), true);

    // then
    assertThat(telling.after(List.of(), true)).isEmpty();
    assertThat(telling.rest()).containsExactly("b");
  }
}
