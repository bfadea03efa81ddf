package io.k8c.kubelb.e2e.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class PushesTest {
  private static final String BEFORE =
      """
      # TYPE kubelb_manager_xds_pushed counter
      kubelb_manager_xds_pushed_total{type="cluster"} 2.0
      kubelb_manager_xds_translated_total 7.0
      kubelb_manager_xds_connections 1.0
      """;
  private static final String AFTER =
      """
      kubelb_manager_xds_pushed_total{type="cluster"} 3.0
      kubelb_manager_xds_pushed_total{type="endpoint"} 4.0
      kubelb_manager_xds_translated_total 7.0
      kubelb_manager_xds_connections 2.0
      """;

  @Test
  void whatWasToldMeanwhileIsTheDifferenceOfTwoLooks() {
    assertThat(Pushes.in(AFTER).since(Pushes.in(BEFORE)))
        .isEqualTo(Map.of("pushed cluster", 1.0, "pushed endpoint", 4.0, "translated", 0.0));
  }
}
