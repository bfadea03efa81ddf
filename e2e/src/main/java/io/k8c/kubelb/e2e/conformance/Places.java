package io.k8c.kubelb.e2e.conformance;

import io.k8c.kubelb.e2e.install.ProjectVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/**
 * Where a run leaves what it leaves.
 *
 * @param folder of the run's own, for logs and the report as the suite writes it
 * @param published where the report is copied to if it says anything
 */
record Places(Path folder, Path published) {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuuMMdd-HHmmss");

  static Places make(Path root, Selection selection, Optional<Path> wanted) {
    String time = LocalDateTime.now(ZoneId.systemDefault()).format(TIME);
    Path folder = root.resolve("e2e/target/conformance").resolve(time);
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Path usual = selection.isWhole() ? official(root) : report(folder);
    return new Places(folder, wanted.map(Path::toAbsolutePath).orElse(usual));
  }

  Path log() {
    return folder.resolve("suite.log");
  }

  Path report() {
    return report(folder);
  }

  /** Copies the report if it says anything; returns where it is then. */
  Optional<Path> publish(Report content) {
    if (content.profiles().isEmpty()) {
      return Optional.empty();
    }
    if (published.equals(report())) {
      return Optional.of(published);
    }
    try {
      Files.createDirectories(published.getParent());
      return Optional.of(Files.writeString(published, Files.readString(report())));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the report to " + published, e);
    }
  }

  private static Path report(Path folder) {
    return folder.resolve("report.yaml");
  }

  private static Path official(Path root) {
    return root.resolve("e2e/conformance/reports")
        .resolve(
            "experimental-%s-default-report.yaml".formatted(ProjectVersion.of(root).release()));
  }
}
