package io.k8c.kubelb.e2e.conformance;

import io.k8c.kubelb.e2e.lab.host.LabException;
import io.k8c.kubelb.e2e.lab.image.Images;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The images that the suite's manifests name. Each holds the toolchain's program of that name,
 * whatever version the manifests say: the echo server of the suite's own version.
 */
record SuiteImages(Path programs) {
  private static final Pattern IMAGE = Pattern.compile("\\bimage: *\"?([^\\s\"]+)");

  List<Path> archives() {
    var images = new Images(programs);
    SortedSet<String> names = names(programs.resolve("gateway-manifests"));
    if (names.isEmpty()) {
      throw new LabException("no manifest of the suite names an image");
    }
    return names.stream().map(name -> images.named(program(name), name)).toList();
  }

  static SortedSet<String> names(Path manifests) {
    var names = new TreeSet<String>();
    try (Stream<Path> files = Files.walk(manifests, FileVisitOption.FOLLOW_LINKS)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".yaml")).toList()) {
        IMAGE.matcher(Files.readString(file)).results().map(m -> m.group(1)).forEach(names::add);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the suite's manifests", e);
    }
    return names;
  }

  private String program(String image) {
    String repository = image.replaceFirst("[:@][^/]*$", "");
    String program = repository.substring(repository.lastIndexOf('/') + 1);
    if (!Files.isExecutable(programs.resolve(program))) {
      throw new LabException(
          "the suite's manifests want image %s; add its program %s to e2e/toolchain"
              .formatted(image, program));
    }
    return program;
  }
}
