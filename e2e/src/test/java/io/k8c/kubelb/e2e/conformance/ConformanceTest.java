package io.k8c.kubelb.e2e.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.k8c.kubelb.e2e.lab.NeedsLab;
import io.k8c.kubelb.e2e.lab.Toolchain;
import io.k8c.kubelb.e2e.lab.cli.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The part of the conformance suite that every build has to pass. */
@NeedsLab
class ConformanceTest {
  private static final String NAMES = "e2e/conformance/ci-tests.txt";
  private static final Duration LIMIT = Duration.ofMinutes(8);

  @Test
  void theNamedTestsOfTheSuitePass() throws IOException {
    List<String> names = names();
    assumeFalse(names.isEmpty(), NAMES + " names no test");
    var selection = Selection.ofTests(names);
    var places = Places.make(Toolchain.root(), selection, Optional.empty());
    var progress = new Progress(System.out);

    try (Bed bed = Bed.make(places.folder(), progress)) {
      bed.install(progress);
      Outcome outcome = new SuiteRun(bed, selection, places, LIMIT).run(progress);

      assertThat(outcome.shortcomings()).as("logs are in %s", places.folder()).isEmpty();
    }
  }

  private static List<String> names() throws IOException {
    try (Stream<String> lines = Files.lines(Toolchain.root().resolve(NAMES))) {
      return lines
          .map(String::strip)
          .filter(line -> !line.isEmpty() && !line.startsWith("#"))
          .toList();
    }
  }
}
