package io.k8c.kubelb.e2e.lab.image;

import io.k8c.kubelb.e2e.lab.host.Command;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The program buildah with its files in one directory. */
record Buildah(Path directory) {

  String run(String... arguments) {
    // In a mount namespace of its own, or the store's overlay would stay mounted on the machine.
    List<String> words =
        new ArrayList<>(List.of("unshare", "--mount", "--propagation", "private", "buildah"));
    words.addAll(List.of("--root", directory.resolve("root").toString()));
    words.addAll(List.of("--runroot", directory.resolve("run").toString()));
    words.addAll(List.of("--storage-driver", "overlay", arguments[0]));
    if (List.of("bud", "pull", "push").contains(arguments[0])) {
      words.addAll(List.of("--signature-policy", policy().toString()));
    }
    words.addAll(List.of(arguments).subList(1, arguments.length));
    return Command.of(words).run().orThrow();
  }

  private Path policy() {
    try {
      return Files.writeString(
          directory.resolve("policy.json"),
          "{\"default\":[{\"type\":\"insecureAcceptAnything\"}]}");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
