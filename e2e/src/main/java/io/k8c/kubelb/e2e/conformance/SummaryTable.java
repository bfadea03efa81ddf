package io.k8c.kubelb.e2e.conformance;

import io.k8c.kubelb.e2e.conformance.Report.Level;
import io.k8c.kubelb.e2e.conformance.Report.Profile;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A report as a few lines of text. */
record SummaryTable(Report report) {
  private static final String ROW = "%-14s %6s %6s %7s   %8s %6s %7s   %s%n";

  @Override
  public String toString() {
    String head =
        ROW.formatted(
            "profile", "core", "failed", "skipped", "extended", "failed", "skipped", "features");
    return profiles().map(SummaryTable::row).collect(Collectors.joining("", head, ""))
        + profiles().flatMap(SummaryTable::shortcomings).collect(Collectors.joining());
  }

  private Stream<Profile> profiles() {
    return report.profiles().stream().sorted(Comparator.comparing(Profile::name));
  }

  private static String row(Profile profile) {
    Level core = profile.core();
    Level extended = profile.extended();
    return ROW.formatted(
        profile.name(),
        core.passed(),
        core.failed().size(),
        core.skipped().size(),
        extended.passed(),
        extended.failed().size(),
        extended.skipped().size(),
        features(profile));
  }

  /** The report names features only where a test of one was run. */
  private static String features(Profile profile) {
    int claimed = profile.features().size();
    int all = claimed + profile.unclaimed().size();
    return all == 0 ? "-" : "%d of %d claimed".formatted(claimed, all);
  }

  private static Stream<String> shortcomings(Profile profile) {
    return Stream.of(
            line(profile, "failed, core", profile.core().failed()),
            line(profile, "failed, extended", profile.extended().failed()),
            line(profile, "skipped, core", profile.core().skipped()),
            line(profile, "skipped, extended", profile.extended().skipped()))
        .filter(line -> !line.isEmpty());
  }

  private static String line(Profile profile, String what, List<String> tests) {
    return tests.isEmpty()
        ? ""
        : "%s %s: %s%n".formatted(profile.name(), what, String.join(", ", tests));
  }
}
