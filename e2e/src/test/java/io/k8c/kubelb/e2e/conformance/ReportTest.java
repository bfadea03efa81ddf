package io.k8c.kubelb.e2e.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ReportTest {
  private static final String YAML =
      """
      apiVersion: gateway.networking.k8s.io/v1
      kind: ConformanceReport
      gatewayAPIVersion: v1.6.3
      profiles:
      - name: GATEWAY-TCP
        core:
          result: success
          statistics: {Failed: 0, Passed: 18, Skipped: 0}
        summary: Core tests succeeded.
      - name: GATEWAY-HTTP
        core:
          result: failure
          failedTests: [HTTPRouteWeight]
          statistics: {Failed: 1, Passed: 35, Skipped: 0}
        extended:
          result: partial
          skippedTests: [HTTPRouteCORS]
          statistics: {Failed: 0, Passed: 2, Skipped: 1}
          supportedFeatures: [HTTPRouteCORS, HTTPRouteMethodMatching]
          unsupportedFeatures: [HTTPRoutePathRewrite]
        summary: Core tests failed with 1 test failures.
      """;

  private final Report report = Report.parse(YAML);

  @Test
  void aProfileHoldsIfItWasRunAndNothingOfItFailedOrWasSkipped() {
    assertThat(report.holds(List.of("GATEWAY-TCP"))).isTrue();

    assertThat(report.holds(List.of("GATEWAY-HTTP"))).isFalse();
    assertThat(report.holds(List.of("GATEWAY-TCP", "GATEWAY-UDP"))).isFalse();
  }

  @Test
  void theTableShowsCountsAndNamesWhatDidNotPass() {
    assertThat(new SummaryTable(report))
        .hasToString(
            """
            profile          core failed skipped   extended failed skipped   features
            GATEWAY-HTTP       35      1       0          2      0       1   2 of 3 claimed
            GATEWAY-TCP        18      0       0          0      0       0   -
            GATEWAY-HTTP failed, core: HTTPRouteWeight
            GATEWAY-HTTP skipped, extended: HTTPRouteCORS
            """);
  }
}
