package io.k8c.kubelb.e2e.lab;

import io.k8c.kubelb.e2e.lab.host.Interrupted;
import io.k8c.kubelb.e2e.lab.host.LabException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The directory of the real programs (etcd, kube-apiserver, Envoy, ...), made by {@code
 * e2e/toolchain/toolchain}.
 */
public final class Toolchain {
  private static final String SCRIPT = "e2e/toolchain/toolchain";

  private Toolchain() {}

  /** kubectl and helm. */
  public static Path clients() {
    return make("clients");
  }

  /** What tests without pods need: an API server and Envoy. */
  public static Path fast() {
    return make("fast");
  }

  /** Everything that whole clusters need. */
  public static Path lab() {
    return make("lab");
  }

  /** Everything that whole clusters need, and Gateway API's conformance suite. */
  public static Path conformance() {
    return make("conformance");
  }

  private static Path make(String set) {
    Path script = root().resolve(SCRIPT);
    try {
      Process process =
          new ProcessBuilder(script.toString(), set).redirectError(Redirect.INHERIT).start();
      process.getOutputStream().close();
      byte[] bytes = process.getInputStream().readAllBytes();
      if (process.waitFor() != 0) {
        throw new LabException("'%s %s' failed; what it printed says why".formatted(script, set));
      }
      return Path.of(new String(bytes, StandardCharsets.UTF_8).strip());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot run " + script, e);
    } catch (InterruptedException e) {
      throw Interrupted.during("making the toolchain", e);
    }
  }

  /** The checkout: given by the build, or above the current directory. */
  public static Path root() {
    var given = Optional.ofNullable(System.getProperty("kubelb.root")).map(Path::of);
    var above = Stream.iterate(Path.of("").toAbsolutePath(), d -> d != null, Path::getParent);
    return Stream.concat(given.stream(), above)
        .filter(directory -> Files.isExecutable(directory.resolve(SCRIPT)))
        .findFirst()
        .orElseThrow(
            () ->
                new LabException("no %s here or above; run inside the checkout".formatted(SCRIPT)));
  }
}
