package io.k8c.kubelb.kit.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Generated files that are committed: rewritten by a local build, only compared where CI is set.
 */
public final class Committed {
  private Committed() {}

  /** Holds {@code content} against the committed {@code file}, a path from the project's root. */
  public static void check(String file, String content) {
    Path path = Project.root().resolve(file);
    try {
      if (System.getenv("CI") == null) {
        Files.createDirectories(path.getParent());
        if (!Files.exists(path) || !Files.readString(path).equals(content)) {
          Files.writeString(path, content);
        }
      }
      assertThat(path).as("%s is generated: build without CI set and commit it", file).exists();
      assertThat(Files.readString(path))
          .as("%s is generated and out of date: build without CI set and commit it", file)
          .isEqualTo(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
