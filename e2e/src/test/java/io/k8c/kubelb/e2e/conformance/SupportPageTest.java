package io.k8c.kubelb.e2e.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.k8c.kubelb.e2e.lab.Toolchain;
import io.k8c.kubelb.kit.testing.Committed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page about Gateway API says what the committed report says. */
class SupportPageTest {
  private static final Path REPORTS = Toolchain.root().resolve("e2e/conformance/reports");
  private static final String PAGE = "docs/gateway-api.md";

  @Test
  void thePageIsThatOfTheReport() throws IOException {
    Path report = reports().getLast();
    String page = new SupportPage(Report.of(report), report.getFileName().toString()).toString();

    Committed.check(PAGE, page);
  }

  @Test
  void nothingIsClaimedWhoseTestsFail() throws IOException {
    assertThat(Report.of(reports().getLast()).profiles())
        .isNotEmpty()
        .allSatisfy(
            profile -> {
              assertThat(profile.core().isWhole()).as(profile.name()).isTrue();
              assertThat(profile.extended().failed()).as(profile.name()).isEmpty();
            });
  }

  private static List<Path> reports() throws IOException {
    try (Stream<Path> files = Files.list(REPORTS)) {
      return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
    }
  }
}
