package io.k8c.kubelb.kit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BoundedTextTest {
  @ParameterizedTest
  @CsvSource({"abcdef, abcdef", "abcdefg, abc...", "ab\uD83D\uDE00efg, ab..."})
  void whatIsTooLongIsCutBetweenCharactersAndSaysSo(String text, String cut) {
    assertThat(BoundedText.of(text, 6)).isEqualTo(cut);
  }
}
