package io.k8c.kubelb.e2e.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SelectionTest {
  @Test
  void namedTestsAreAPatternThatMatchesWholeNames() {
    assertThat(Selection.ofTests(List.of("A", "B")).pattern())
        .isEqualTo("^TestGatewayAPI$/^(A|B)$");
    assertThat(Selection.ofTests(List.of()).pattern()).isEqualTo("^TestGatewayAPI$");
  }

  @Test
  void aReportOfPartsIsNotTheOfficialOne() {
    assertThat(Selection.ofTests(List.of()).isWhole()).isTrue();

    assertThat(Selection.ofTests(List.of("A")).isWhole()).isFalse();
    assertThat(new Selection(List.of("GATEWAY-HTTP"), List.of(), List.of()).isWhole()).isFalse();
    assertThat(new Selection(Selection.ALL_PROFILES, List.of(), List.of("X")).isWhole()).isFalse();
  }
}
