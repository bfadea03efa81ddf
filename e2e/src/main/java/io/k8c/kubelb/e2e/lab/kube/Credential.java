package io.k8c.kubelb.e2e.lab.kube;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A certificate and its private key, as PEM. */
public record Credential(String certificate, String key) {
  public void write(Path directory, String name) {
    try {
      Files.createDirectories(directory);
      Files.writeString(directory.resolve(name + ".crt"), certificate);
      Files.writeString(directory.resolve(name + ".key"), key);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the certificate " + name, e);
    }
  }
}
