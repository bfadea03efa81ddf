package io.k8c.kubelb.e2e.conformance;

import io.k8c.kubelb.e2e.conformance.Report.Level;
import io.k8c.kubelb.e2e.conformance.Report.Profile;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The page of the documentation that says what of Gateway API works, out of the official report.
 *
 * @param file name of the report
 */
record SupportPage(Report report, String file) {
  @Override
  public String toString() {
    return """
      # What of Gateway API works
      Generated from [the report](../e2e/conformance/reports/%s) of the official conformance suite, which `e2e/conformance/run` makes. A feature
      is listed where all of its tests passed.

      | profile | core tests | extended tests | skipped |
      |---|---|---|---|
      """
            .formatted(file)
        + profiles().map(SupportPage::row).collect(Collectors.joining())
        + profiles().map(SupportPage::features).collect(Collectors.joining());
  }

  private Stream<Profile> profiles() {
    return report.profiles().stream().sorted(Comparator.comparing(Profile::name));
  }

  private static String row(Profile profile) {
    return "| %s | %s | %s | %s |%n"
        .formatted(
            profile.name(),
            passed(profile.core()),
            passed(profile.extended()),
            names(
                Stream.concat(
                        profile.core().skipped().stream(), profile.extended().skipped().stream())
                    .toList()));
  }

  private static String passed(Level level) {
    int all = level.passed() + level.failed().size() + level.skipped().size();
    return level.failed().isEmpty()
        ? "%d of %d".formatted(level.passed(), all)
        : "%d of %d, failed: %s".formatted(level.passed(), all, names(level.failed()));
  }

  private static String features(Profile profile) {
    return "%n## %s%n%s.%n%s"
        .formatted(
            profile.name(),
            names(profile.features()),
            profile.unclaimed().isEmpty()
                ? ""
                : "%nNot claimed: %s.%n".formatted(names(profile.unclaimed())));
  }

  private static String names(List<String> names) {
    return names.isEmpty() ? "none" : String.join(", ", names);
  }
}
