package io.k8c.kubelb.kit.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PartsTest {
  private final List<String> ended = new ArrayList<>();
  private final Parts parts = new Parts();

  @Test
  void partsEndInTheOppositeOrderOfTheirStart() {
    // given
    AutoCloseable _ = parts.add(() -> ended.add("first"));
    AutoCloseable _ = parts.add(() -> ended.add("second"));

    // when
    parts.close();

    // then
    assertThat(ended).containsExactly("second", "first");
  }

  @Test
  void aPartThatDoesNotEndWellKeepsNobodyFromEnding() {
    // given
    AutoCloseable _ = parts.add(() -> ended.add("first"));
    AutoCloseable _ =
        parts.add(
            () -> {
              throw new IllegalStateException("stuck");
            });

    // when
    parts.close();

    // then
    assertThat(ended).containsExactly("first");
  }

  @Test
  void partsEndOnce() {
    // given
    AutoCloseable _ = parts.add(() -> ended.add("first"));

    // when
    parts.close();
    parts.close();

    // then
    assertThat(ended).hasSize(1);
  }
}
