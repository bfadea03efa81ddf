package io.k8c.kubelb.e2e.lab.image;

import io.k8c.kubelb.e2e.lab.host.Command;
import io.k8c.kubelb.e2e.lab.host.LabException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What Dockerfiles may start from where no registry is: Debian from its packages, and Debian with
 * this JVM's JDK.
 */
record BaseImages(Cache archives) {
  static final String DEBIAN = "localhost/debian:12";
  static final String JDK = "localhost/jdk:25";
  private static final String RECIPE = "bookworm curl,ca-certificates";

  Path debian() {
    return archives.get(
        "debian-%s.tar".formatted(Digest.key(RECIPE)),
        place -> {
          Path root = Trees.scratch(place, ".root");
          bootstrap(root);
          ImageArchive.write(root, new ImageConfig(DEBIAN, List.of(), ""), place);
          Trees.delete(root);
        });
  }

  /** A directory with a Dockerfile that adds the JDK. */
  Path jdkContext() {
    Path home = Path.of(System.getProperty("java.home"));
    try {
      if (!Files.exists(home.resolve("bin/jlink"))) {
        throw new LabException(home + " is no whole JDK (no bin/jlink); run the lab with a JDK 25");
      }
      String key = Digest.key(home + Files.readString(home.resolve("release")));
      return archives.get("jdk-" + key, place -> writeContext(home, place));
    } catch (IOException e) {
      throw new LabException(home + " is no JDK: it has no file 'release'", e);
    }
  }

  private static void bootstrap(Path root) {
    String[] recipe = RECIPE.split(" ", -1);
    Command.of(
            "debootstrap",
            "--variant=minbase",
            "--include=" + recipe[1],
            recipe[0],
            root.toString())
        .run()
        .orThrow();
    Command.of(
            "sh",
            "-c",
            "cd '%s' && rm -rf var/cache/apt/*.bin var/cache/apt/archives/*.deb var/lib/apt/lists/* var/log/*.log"
                .formatted(root))
        .run()
        .orThrow();
  }

  private static void writeContext(Path home, Path place) throws IOException {
    Files.createDirectories(place);
    // Packaged JDKs link their certificates to /etc, where the image has none: links are followed.
    Command.of("cp", "-rL", home.toString(), place.resolve("openjdk").toString()).run().orThrow();
    Files.writeString(
        place.resolve("Dockerfile"),
        """
        FROM %s
        COPY openjdk /opt/java/openjdk
        ENV JAVA_HOME=/opt/java/openjdk PATH=/opt/java/openjdk/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
        """
            .formatted(DEBIAN));
  }
}
