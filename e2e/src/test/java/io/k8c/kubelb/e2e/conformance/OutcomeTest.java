package io.k8c.kubelb.e2e.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.k8c.kubelb.e2e.conformance.Report.Level;
import io.k8c.kubelb.e2e.conformance.Report.Profile;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class OutcomeTest {
  private static final Level CLEAN = new Level(18, List.of(), List.of());
  private static final Report REPORT =
      new Report(List.of(new Profile("GATEWAY-TCP", CLEAN, CLEAN, List.of(), List.of())));
  private static final Verdicts PASSED = Verdicts.of("    --- PASS: TestGatewayAPI/A (1.00s)\n");
  private static final Selection TCP = new Selection(List.of("GATEWAY-TCP"), List.of(), List.of());

  @Test
  void aProfileWithoutAnyFailureLeavesNothingToSay() {
    assertThat(outcome(TCP, 0, PASSED).shortcomings()).isEmpty();
  }

  @Test
  void aProfileThatIsNotInTheReportDidNotPass() {
    var both = new Selection(List.of("GATEWAY-TCP", "GATEWAY-UDP"), List.of(), List.of());

    assertThat(outcome(both, 0, PASSED).shortcomings())
        .containsExactly("not all of GATEWAY-TCP, GATEWAY-UDP passed");
  }

  @Test
  void aSuiteThatFailsOutsideOfItsTestsDidNotPass() {
    assertThat(outcome(TCP, 1, PASSED).shortcomings())
        .containsExactly("not all of GATEWAY-TCP passed");
  }

  @Test
  void namedTestsHaveToPassWhateverTheReportSays() {
    assertThat(outcome(Selection.ofTests(List.of("A")), 0, PASSED).shortcomings()).isEmpty();

    assertThat(outcome(Selection.ofTests(List.of("A", "B")), 0, PASSED).shortcomings())
        .singleElement()
        .asString()
        .startsWith("B was not run");
  }

  @Test
  void aSuiteThatRanNoTestSaysWhy() {
    Verdicts none = Verdicts.of("Messages: error waiting for namespaces\n");

    assertThat(outcome(TCP, 1, none).shortcomings())
        .contains("the suite did not come to its end: error waiting for namespaces");
  }

  @Test
  void aSuiteThatWasEndedIsNoSuccess() {
    var ended = new Outcome(Selection.ofTests(List.of("A")), OptionalInt.empty(), PASSED, REPORT);

    assertThat(ended.shortcomings()).containsExactly("the suite did not end in time");
  }

  private static Outcome outcome(Selection selection, int status, Verdicts verdicts) {
    return new Outcome(selection, OptionalInt.of(status), verdicts, REPORT);
  }
}
