package io.k8c.kubelb.manager;

import io.k8c.kubelb.api.VersionStatus;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** Which build this is, as Maven wrote it into the jar. */
final class Version implements IVersionProvider {
  static VersionStatus current() {
    Properties build = new Properties();
    try (InputStream file = Version.class.getResourceAsStream("version.properties")) {
      if (file != null) {
        build.load(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new VersionStatus(
        build.getProperty("version", "unknown"),
        build.getProperty("commit", "unknown"),
        build.getProperty("date", "unknown"),
        "CE");
  }

  @Override
  public String[] getVersion() {
    return new String[] {String.valueOf(current().gitVersion())};
  }
}
