package io.k8c.kubelb.e2e.conformance;

import io.k8c.kubelb.e2e.lab.kube.AddressPlan;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The suite's command line.
 *
 * @param root of the project
 * @param programs the toolchain's directory
 * @param version of the implementation, for the report
 * @param limit after which the suite ends itself, without a report
 */
record SuiteCommand(
    Path root, Path programs, Selection selection, Path report, String version, Duration limit) {
  /** An address of the documentation's network, which no cloud has. */
  private static final String UNUSABLE = "192.0.2.1";

  List<String> words() {
    List<String> words =
        new ArrayList<>(
            List.of(
                programs.resolve("gateway-suite").toString(),
                "-test.v",
                "-test.timeout=%ds".formatted(limit.toSeconds()),
                "-test.run=" + selection.pattern(),
                "-conformance-options-file=" + root.resolve("e2e/conformance/options.yaml"),
                "-conformance-profiles=" + String.join(",", selection.profiles()),
                "-usable-address=" + AddressPlan.lan(AddressPlan.FIRST_RESERVED),
                "-unusable-address=" + UNUSABLE,
                "-version=" + version,
                "-report-output=" + report));
    if (!selection.features().isEmpty()) {
      words.add("-supported-features=" + String.join(",", selection.features()));
    }
    return words;
  }
}
