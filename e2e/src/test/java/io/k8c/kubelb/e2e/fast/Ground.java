package io.k8c.kubelb.e2e.fast;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.k8c.kubelb.e2e.lab.Toolchain;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** What every test of this tier stands on: packaged programs and a folder that outlives the run. */
public final class Ground {
  private static final List<String> PROGRAMS = List.of("manager", "ccm");

  private Ground() {}

  /** A hub without programs in it; logs stay below {@code e2e/target/fast}. */
  static FastTier tier(Class<?> test) {
    Path root = Toolchain.root();
    PROGRAMS.forEach(program -> checkPackaged(root.resolve(program), program));
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

  /** Tests of stale programs prove nothing. */
  private static void checkPackaged(Path module, String program) {
    Path jar = module.resolve("target/app/" + program + ".jar");
    if (!Files.exists(jar) || modified(jar) < newest(module.resolve("target/classes"))) {
      throw new IllegalStateException(
          jar + " is missing or older than its classes; run ./mvnw verify, which packages first");
    }
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

  private static long newest(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).mapToLong(Ground::modified).max().orElse(0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long modified(Path file) {
    try {
      return Files.getLastModifiedTime(file).toMillis();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
