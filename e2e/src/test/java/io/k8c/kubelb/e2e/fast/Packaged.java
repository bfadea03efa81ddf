package io.k8c.kubelb.e2e.fast;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import org.jspecify.annotations.Nullable;

/**
 * Whether the packaged programs are those of the sources: tests of stale ones prove nothing. By
 * content, for a jar whose content would be the same again keeps its time.
 */
final class Packaged {
  private static final List<String> PROGRAMS = List.of("manager", "ccm");

  private Packaged() {}

  static void check(Path root) {
    for (String program : PROGRAMS) {
      Path module = root.resolve(program);
      Path jar = module.resolve("target/app/" + program + ".jar");
      if (!Files.exists(jar) || !holds(jar, module.resolve("target/classes"))) {
        throw new IllegalStateException(
            jar
                + " is missing or not made of its classes; run ./mvnw verify, which packages first");
      }
    }
  }

  private static boolean holds(Path jar, Path classes) {
    try (JarFile archive = new JarFile(jar.toFile());
        Stream<Path> files = Files.walk(classes)) {
      return files
          .filter(Files::isRegularFile)
          .allMatch(file -> same(file, archive.getEntry(classes.relativize(file).toString())));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean same(Path file, @Nullable ZipEntry entry) {
    CRC32 content = new CRC32();
    try {
      content.update(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return entry != null && entry.getCrc() == content.getValue();
  }
}
