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

/** What documentation says of layer 7 is what the committed report and the tests of Ingress say. */
class SupportPageTest {
  private static final Path REPORTS = Toolchain.root().resolve("e2e/conformance/reports");
  private static final String PAGE = "docs/gateway-api.md";
  private static final Generated INGRESS = new Generated("docs/ingress.md");
  private static final Generated README = new Generated("README.md");

  @Test
  void thePageIsThatOfTheReport() throws IOException {
    Committed.check(PAGE, page().toString());
  }

  @Test
  void testsOfIngressShowAllThatItsPagePromisesAndNothingElse() {
    IngressTable table = IngressTable.of(INGRESS.text());

    assertThat(table.tests().keySet())
        .as("what tests of Ingress are marked with: each line of the page needs one")
        .isNotEmpty()
        .isEqualTo(table.promised());
    INGRESS.check(table.toString());
  }

  @Test
  void theTableOfTheReadmeIsThatOfTheReportAndTheTests() throws IOException {
    README.check(new SupportTable(page(), IngressTable.of(INGRESS.text())).toString());
  }

  private static SupportPage page() throws IOException {
    Path report = reports().getLast();
    return new SupportPage(Report.of(report), report.getFileName().toString());
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
