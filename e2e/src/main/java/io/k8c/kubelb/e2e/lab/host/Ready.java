package io.k8c.kubelb.e2e.lab.host;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The line "ready PID" with which the lab's scripts say that they are done and where their
 * processes are.
 */
final class Ready {
  private static final String WORD = "ready ";

  private Ready() {}

  static long read(Process process, String who, Path log) {
    try {
      var line = new StringBuilder();
      for (int c = process.getInputStream().read(); c > '\n'; c = process.getInputStream().read()) {
        line.append((char) c);
      }
      if (!line.toString().startsWith(WORD)) {
        process.destroyForcibly();
        throw new LabException(
            "%s did not start: %s".formatted(who, Files.readString(log, StandardCharsets.UTF_8)));
      }
      return Long.parseLong(line.substring(WORD.length()));
    } catch (IOException e) {
      throw new UncheckedIOException("while waiting for " + who, e);
    }
  }
}
