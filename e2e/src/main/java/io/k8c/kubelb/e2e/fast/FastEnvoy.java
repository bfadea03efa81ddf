package io.k8c.kubelb.e2e.fast;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.k8c.kubelb.e2e.lab.host.Wait;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A proxy of a tenant as a process: started with the very files that the manager wrote for its
 * pods, only the folders in them are other ones.
 */
public final class FastEnvoy implements AutoCloseable {
  private static final Duration FILES = Duration.ofSeconds(30);
  private static final String OPERATIONS = "9901";
  private static final String SOCKET = "admin.sock";

  private final Running process;
  private final int operations;
  private final Path socket;

  private FastEnvoy(Running process, int operations, Path socket) {
    this.process = process;
    this.operations = operations;
    this.socket = socket;
  }

  /** Starts a proxy as soon as the hub has what it is started with. */
  public static FastEnvoy start(
      String name, Path toolchain, Path parent, KubernetesClient hub, String namespace) {
    Map<String, String> certificate = new HashMap<>();
    certificate(hub, namespace)
        .forEach(
            (file, base64) ->
                certificate.put(
                    file,
                    new String(Base64.getDecoder().decode(base64), StandardCharsets.US_ASCII)));
    return start(name, toolchain, parent, bootstrap(hub, namespace), certificate);
  }

  /**
   * Starts a proxy.
   *
   * @param bootstrap the files that it is started with, as they are in its pod
   * @param certificate the files by which it shows who it is
   * @param more words of its command line
   */
  static FastEnvoy start(
      String name,
      Path toolchain,
      Path parent,
      Map<String, String> bootstrap,
      Map<String, String> certificate,
      String... more) {
    Path folder = parent.resolve(name);
    int operations = Ports.free();
    Path socket;
    try {
      write(folder.resolve("certificate"), certificate);
      socket = Files.createTempDirectory("envoy");
      Map<String, String> files = new HashMap<>();
      bootstrap.forEach(
          (file, text) ->
              files.put(
                  file,
                  text.replace("/etc/envoy/bootstrap", folder.resolve("bootstrap").toString())
                      .replace("/etc/envoy/certificate", folder.resolve("certificate").toString())
                      .replace("/run/envoy", socket.toString())
                      .replace(OPERATIONS, Integer.toString(operations))));
      write(folder.resolve("bootstrap"), files);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    List<String> words = new ArrayList<>(List.of(more));
    words.addAll(
        0,
        List.of(
            toolchain.resolve("envoy").toString(),
            "--config-path",
            folder.resolve("bootstrap/bootstrap.json").toString(),
            "--service-node",
            name,
            "--service-cluster",
            name,
            "--concurrency",
            "1",
            "--disable-hot-restart",
            "--ignore-unknown-dynamic-fields",
            "--log-level",
            "warn"));
    return new FastEnvoy(Running.start(name, folder, words), operations, socket);
  }

  private static Map<String, String> bootstrap(KubernetesClient hub, String namespace) {
    var map = hub.configMaps().inNamespace(namespace).withName("envoy-bootstrap");
    return Wait.upTo(FILES)
        .present(() -> Optional.ofNullable(map.get()), () -> "no bootstrap in " + namespace)
        .getData();
  }

  private static Map<String, String> certificate(KubernetesClient hub, String namespace) {
    var secret = hub.secrets().inNamespace(namespace).withName("envoy-certificate");
    return Wait.upTo(FILES)
        .present(() -> Optional.ofNullable(secret.get()), () -> "no certificate in " + namespace)
        .getData();
  }

  private static void write(Path folder, Map<String, String> texts) throws IOException {
    Files.createDirectories(folder);
    for (Map.Entry<String, String> file : texts.entrySet()) {
      Files.writeString(folder.resolve(file.getKey()), file.getValue());
    }
  }

  public Running process() {
    return process;
  }

  /** Port of the probes and of the scrape. */
  public int operationsPort() {
    return operations;
  }

  @Override
  public void close() {
    process.kill();
    try {
      Files.deleteIfExists(socket.resolve(SOCKET));
      Files.deleteIfExists(socket);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
