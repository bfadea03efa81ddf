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

/** Where a run leaves what it leaves: a folder of its own for logs, and the report. */
record Places(Path folder, Path report) {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuuMMdd-HHmmss");

  static Places make(Path root, Selection selection, Optional<Path> report) {
    String time = LocalDateTime.now(ZoneId.systemDefault()).format(TIME);
    Path folder = root.resolve("e2e/target/conformance").resolve(time);
    Path usual = selection.isWhole() ? official(root) : folder.resolve("report.yaml");
    var places = new Places(folder, report.map(Path::toAbsolutePath).orElse(usual));
    try {
      Files.createDirectories(folder);
      Files.createDirectories(places.report().getParent());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return places;
  }

  Path log() {
    return folder.resolve("suite.log");
  }

  private static Path official(Path root) {
    return root.resolve("e2e/conformance/reports")
        .resolve(
            "experimental-%s-default-report.yaml".formatted(ProjectVersion.of(root).release()));
  }
}
