package io.k8c.kubelb.e2e.install;

import io.k8c.kubelb.e2e.lab.host.Command;
import io.k8c.kubelb.e2e.lab.host.LabException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * Which state of the project is measured or tested.
 *
 * @param release as the charts name it
 * @param commit with {@code -dirty} behind it where the sources are not those of the commit
 */
public record ProjectVersion(String release, String commit) {
  private static final String RELEASE = "appVersion: ";

  public static ProjectVersion of(Path root) {
    return new ProjectVersion(release(root), commit(root));
  }

  /** In the form of semantic versioning, the commit behind a plus sign. */
  @Override
  public String toString() {
    return release + "+" + commit;
  }

  private static String release(Path root) {
    Path chart = root.resolve("charts/kubelb-ccm/Chart.yaml");
    try (Stream<String> lines = Files.lines(chart)) {
      return lines
          .filter(line -> line.startsWith(RELEASE))
          .map(line -> line.substring(RELEASE.length()).strip())
          .findFirst()
          .orElseThrow(() -> new LabException("no appVersion in " + chart));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String commit(Path root) {
    return Command.of(
            "git", "-C", root.toString(), "describe", "--always", "--dirty", "--abbrev=12")
        .run()
        .text()
        .strip();
  }
}
