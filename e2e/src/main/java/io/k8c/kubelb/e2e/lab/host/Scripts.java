package io.k8c.kubelb.e2e.lab.host;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;

/** Shell scripts that lie beside a class, copied out to where a shell can read them. */
public final class Scripts {
  private Scripts() {}

  /** Returns the file that the script was copied to. */
  public static Path copy(Class<?> beside, String name, Path directory) {
    try (InputStream in = beside.getResourceAsStream(name)) {
      Files.createDirectories(directory);
      Path file = directory.resolve(name);
      Files.copy(Objects.requireNonNull(in, name), file, StandardCopyOption.REPLACE_EXISTING);
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot copy the script " + name + " to " + directory, e);
    }
  }
}
