package io.k8c.kubelb.e2e.lab.image;

import io.k8c.kubelb.e2e.lab.host.Command;
import io.k8c.kubelb.e2e.lab.host.Together;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/**
 * The images of the lab and of what is tested in it, as archives made on this machine and kept
 * between runs.
 */
public final class Images {
  private static final String ROOT = "0:0";
  private static final String NOBODY = "65532:65532";

  private final Path programs;
  private final Cache archives = Cache.standard();

  /** Images of the programs in the toolchain's directory. */
  public Images(Path programs) {
    this.programs = programs;
  }

  /**
   * What every cluster needs and tests use: pause, CoreDNS, the echo server, Envoy; made side by
   * side.
   */
  public List<Path> standard() {
    return Together.call(
        List.<Callable<Path>>of(this::pause, this::coreDns, this::echo, this::envoy));
  }

  public Path pause() {
    return of("pause", new ImageConfig("localhost/pause:1", List.of("/pause"), "65535:65535"));
  }

  public Path coreDns() {
    return of("coredns", new ImageConfig("localhost/coredns:1", List.of("/coredns"), ROOT));
  }

  public Path echo() {
    return of("echo", new ImageConfig("localhost/echo:1", List.of("/echo"), NOBODY));
  }

  public Path envoy() {
    return of("envoy", new ImageConfig("envoy:1.40.0", List.of("/usr/local/bin/envoy"), NOBODY));
  }

  /** A program under the name that somebody's manifests have for its image. */
  public Path named(String program, String name) {
    // CoreDNS wants a low port.
    String user = "coredns".equals(program) ? ROOT : NOBODY;
    return of(program, new ImageConfig(name, List.of("/" + program), user));
  }

  /**
   * Builds a Dockerfile with this machine's network and without any registry; it may start from
   * {@code localhost/debian:12} and {@code localhost/jdk:25}, which are made when the file or an
   * argument names them.
   */
  public Path build(Path dockerfile, Path context, String tag, Map<String, String> arguments) {
    return new Builder(archives).build(dockerfile, context, tag, arguments);
  }

  private Path of(String program, ImageConfig config) {
    Path binary = programs.resolve(program);
    try {
      String key = Digest.key(Digest.stamp(binary) + config);
      return archives.get(
          "%s-%s.tar".formatted(program, key), place -> write(binary, config, place));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make the image " + config.name(), e);
    }
  }

  private static void write(Path binary, ImageConfig config, Path archive) throws IOException {
    Path root = Trees.scratch(archive, ".root");
    add(root, binary, config.entrypoint().getFirst());
    for (String library : libraries(binary)) {
      add(root, Path.of(library), library);
    }
    Path etc = Files.createDirectories(root.resolve("etc"));
    Files.writeString(etc.resolve("passwd"), "root:x:0:0::/:\nnonroot:x:65532:65532::/tmp:\n");
    Files.writeString(etc.resolve("group"), "root:x:0:\nnonroot:x:65532:\n");
    Files.writeString(etc.resolve("nsswitch.conf"), "hosts: files dns\n");
    Command.of("install", "-d", "-m", "1777", root.resolve("tmp").toString()).run().orThrow();
    ImageArchive.write(root, config, archive);
    Trees.delete(root);
  }

  private static void add(Path root, Path file, String at) throws IOException {
    Path target = root.resolve(at.substring(1));
    Files.createDirectories(target.getParent());
    Files.copy(file.toRealPath(), target);
  }

  /** The shared libraries and the loader; none for the static Go programs. */
  private static List<String> libraries(Path binary) {
    var output = Command.of("ldd", binary.toString()).run();
    return output
        .text()
        .lines()
        .flatMap(line -> List.of(line.trim().split(" +", -1)).stream())
        .filter(word -> word.startsWith("/") && word.contains(".so"))
        .distinct()
        .toList();
  }
}
