package io.k8c.kubelb.e2e.lab.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Whole directories. */
final class Trees {
  private Trees() {}

  /**
   * An empty directory beside a file that is being made; what an earlier, killed attempt left there
   * is gone.
   */
  static Path scratch(Path file, String suffix) throws IOException {
    Path directory = file.resolveSibling(file.getFileName() + suffix);
    delete(directory);
    return Files.createDirectory(directory);
  }

  /** Follows no link. */
  static void delete(Path root) throws IOException {
    if (!Files.exists(root, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    List<Path> deepestFirst;
    try (Stream<Path> tree = Files.walk(root)) {
      deepestFirst = tree.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : deepestFirst) {
      Files.delete(path);
    }
  }
}
