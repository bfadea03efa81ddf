package io.k8c.kubelb.e2e.fast;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.k8c.kubelb.e2e.lab.host.Command;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The kinds of Gateway API, experimental channel, as its Go module holds them. */
public final class GatewayApi {
  /** The version that the conformance suite is of. */
  public static final String VERSION = "v1.6.3";

  private static final String MODULE = "sigs.k8s.io/gateway-api";

  private GatewayApi() {}

  /** Makes a cluster know them. */
  public static void install(KubernetesClient cluster) {
    for (Path file : files()) {
      try (InputStream yaml = Files.newInputStream(file)) {
        cluster.load(yaml).serverSideApply();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** Their definitions. */
  public static List<Path> files() {
    String _ = Command.of("go", "mod", "download", MODULE + "@" + VERSION).run().orThrow();
    Path cache = Path.of(Command.of("go", "env", "GOMODCACHE").run().orThrow().strip());
    try (Stream<Path> files =
        Files.list(cache.resolve(MODULE + "@" + VERSION).resolve("config/crd/experimental"))) {
      return files
          .filter(file -> file.getFileName().toString().startsWith("gateway.networking.k8s.io_"))
          .filter(file -> !file.toString().contains("_vap_"))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
