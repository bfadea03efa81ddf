package io.k8c.kubelb.kit.testing;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where the project's files are, whichever module a test runs in. */
public final class Project {
  private Project() {}

  /** The folder that holds the parent's pom. */
  public static Path root() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("mvnw"))) {
      folder = folder.getParent();
      if (folder == null) {
        throw new IllegalStateException("run the tests inside the project");
      }
    }
    return folder;
  }
}
