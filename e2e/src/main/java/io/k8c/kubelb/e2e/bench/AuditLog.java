package io.k8c.kubelb.e2e.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** The writes to an API server, a JSON object a line, and whose of them are counted. */
record AuditLog(Path file, Pattern writer) {
  private static final Pattern ANYBODY = Pattern.compile("");

  /** The accounts of manager and CCM, in their own cluster and in the hub. */
  private static final Pattern KUBELB =
      Pattern.compile("\"username\":\"system:serviceaccount:[^\"]*:kubelb-(manager|ccm)\"");

  /** Of an API server that has no other clients. */
  static AuditLog ofAll(Path file) {
    return new AuditLog(file, ANYBODY);
  }

  /** Of an API server that nodes and controllers write to as well. */
  static AuditLog ofKubeLb(Path file) {
    return new AuditLog(file, KUBELB);
  }

  /** How many there are until now, but those of leases. */
  long writes() {
    try (var lines = Files.lines(file)) {
      return lines
          .filter(line -> !line.contains("\"resource\":\"leases\""))
          .filter(line -> writer.matcher(line).find())
          .count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
