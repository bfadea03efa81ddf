package io.k8c.kubelb.e2e.fast;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.k8c.kubelb.e2e.lab.Toolchain;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** What every test of this tier stands on: packaged programs and a folder that outlives the run. */
public final class Ground {
  private Ground() {}

  /** A hub without programs in it; logs stay below {@code e2e/target/fast}. */
  static FastTier tier(Class<?> test) {
    Path root = Toolchain.root();
    Packaged.check(root);
    FastTier tier = hub(test);
    KubernetesClient hub = tier.hub().client();
    hub.resource(FastTenant.config()).serverSideApply();
    return tier;
  }

  /** A hub's API server with our kinds, for tests that need nothing else. */
  public static FastTier hub(Class<?> test) {
    Path root = Toolchain.root();
    return new FastTier(root, folder(root, test));
  }

  /** An empty folder for the logs of a test. */
  static Path folder(Path root, Class<?> test) {
    Path folder = root.resolve("e2e/target/fast/" + test.getSimpleName());
    try {
      if (Files.exists(folder)) {
        try (Stream<Path> old = Files.walk(folder)) {
          for (Path file : old.sorted(Comparator.reverseOrder()).toList()) {
            Files.delete(file);
          }
        }
      }
      return Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
