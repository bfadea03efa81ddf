package io.k8c.kubelb.e2e.conformance;

import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * How a run of the suite went.
 *
 * @param status of the suite's process; none if it had to be ended
 */
record Outcome(Selection selection, OptionalInt status, Verdicts verdicts, Report report) {

  /** What is wrong, a line each; empty if all that was selected was run and passed. */
  List<String> shortcomings() {
    return Stream.concat(ofTheRun(), ofTests()).toList();
  }

  private Stream<String> ofTheRun() {
    if (status.isEmpty()) {
      return Stream.of("the suite did not end in time");
    }
    if (verdicts.byTest().isEmpty() || verdicts.timedOut()) {
      return Stream.of("the suite did not come to its end: " + why());
    }
    return Stream.of();
  }

  private String why() {
    return verdicts.lastWords().isEmpty() ? "its log has no reason" : verdicts.lastWords();
  }

  private Stream<String> ofTests() {
    if (!selection.tests().isEmpty()) {
      return verdicts.shortcomings(selection.tests()).stream();
    }
    return status.equals(OptionalInt.of(0)) && report.holds(selection.profiles())
        ? Stream.of()
        : Stream.of("not all of %s passed".formatted(String.join(", ", selection.profiles())));
  }
}
