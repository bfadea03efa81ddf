package io.k8c.kubelb.e2e.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class VerdictsTest {
  private static final String LOG =
      """
      === RUN   TestGatewayAPI
      === RUN   TestGatewayAPI/Good
      === RUN   TestGatewayAPI/Good/0_request_to_'/'
          --- PASS: TestGatewayAPI/Good (0.37s)
              --- PASS: TestGatewayAPI/Good/0_request_to_'/' (0.10s)
      === RUN   TestGatewayAPI/Bad
              --- PASS: TestGatewayAPI/Bad/part (0.10s)
          --- FAIL: TestGatewayAPI/Bad (30.00s)
      === RUN   TestGatewayAPI/Foreign
          conformance.go:64: Skipping Foreign: suite does not support Wings
          --- SKIP: TestGatewayAPI/Foreign (0.00s)
      --- FAIL: TestGatewayAPI (31.00s)
      """;

  @Test
  void onlyWholeTestsCount() {
    Verdicts verdicts = Verdicts.of(LOG);

    assertThat(verdicts.byTest().keySet()).containsExactly("Good", "Bad", "Foreign");
    assertThat(verdicts.with(Verdict.FAIL)).containsExactly("Bad");
  }

  @Test
  void theLastComplaintIsKept() {
    Verdicts failed =
        Verdicts.of("  Messages:   \tfirst\n  Messages:   \terror waiting for namespaces\n");
    Verdicts late = Verdicts.of(LOG + "panic: test timed out after 19m40s\n\trunning tests:\n");

    assertThat(failed.lastWords()).isEqualTo("error waiting for namespaces");
    assertThat(failed.timedOut()).isFalse();
    assertThat(late.timedOut()).isTrue();
  }

  @Test
  void aTestThatPassedHasNoShortcoming() {
    assertThat(Verdicts.of(LOG).shortcomings(List.of("Good"))).isEmpty();
  }

  @Test
  void whatDidNotPassIsNamedWithWhatHappenedInstead() {
    List<String> lines =
        Verdicts.of(LOG).shortcomings(List.of("Bad", "Good", "Foreign", "Misspelt"));

    assertThat(lines)
        .satisfiesExactly(
            line -> assertThat(line).isEqualTo("Bad failed"),
            line -> assertThat(line).isEqualTo("Foreign was skipped: suite does not support Wings"),
            line -> assertThat(line).startsWith("Misspelt was not run"));
  }
}
