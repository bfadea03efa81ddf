package io.k8c.kubelb.manager.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TellingTest {
  private final Telling telling = new Telling();

  @Test
  void whenItIsQuietAllIsSaidAtOnce() {
    // when
    List<String> said = after(false, "one", "two", "three");

    // then
    assertThat(said).containsExactly("one", "two", "three");
    assertThat(telling.isOver()).isTrue();
  }

  @Test
  void whileManyChangeAQuarterIsSaidTheOldestFirstAndTheRestOnceItIsQuiet() {
    // when
    List<String> first = after(true, "a", "b", "c", "d", "e");
    List<String> second = after(true, "f");

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
    List<String> _ = after(true, "a", "b");

    // when
    List<String> said = after(false, "b");

    // then
    assertThat(said).containsExactly("b");
    assertThat(telling.isOver()).isTrue();
  }

  @Test
  void aPassThatChangesNothingSaysNothingWhileItIsBusy() {
    // given
    List<String> _ = after(true, "a", "b");

    // then
    assertThat(after(true)).isEmpty();
    assertThat(telling.rest()).containsExactly("b");
  }

  @Test
  void whatMuchDependsOnIsSaidWholeAndBeforeTheOthers() {
    // when
    telling.decided(List.of("gateway", "other gateway"), List.of("a", "b"));

    // then
    assertThat(telling.after(true)).containsExactly("gateway", "other gateway", "a");
    assertThat(telling.rest()).containsExactly("b");
  }

  private List<String> after(boolean busy, String... changed) {
    telling.decided(List.of(), List.of(changed));
    return telling.after(busy);
  }
}
