package io.k8c.kubelb.e2e.lab.image;

import io.k8c.kubelb.e2e.lab.host.Command;
import io.k8c.kubelb.e2e.lab.host.LabException;
import io.k8c.kubelb.e2e.lab.host.Scripts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What containerd keeps on disk for a list of images, made once and shared by all nodes: an import
 * takes seconds, the links that a node gets take milliseconds.
 *
 * @param root a directory of containerd's form that nobody writes to
 */
public record ImageStore(Path root) {
  private static final String SNAPSHOTS = "io.containerd.snapshotter.v1.overlayfs/snapshots";
  private static final String BLOBS = "io.containerd.content.v1.content/blobs/sha256";
  private static final List<String> DATABASES =
      List.of(
          "io.containerd.metadata.v1.bolt/meta.db",
          "io.containerd.snapshotter.v1.overlayfs/metadata.db");

  /**
   * Each list starts from the store of the list without its last image, so put first what changes
   * least.
   */
  public static ImageStore of(List<Path> archives) {
    return of(Cache.standard().below("stores"), List.copyOf(archives));
  }

  private static ImageStore of(Cache cache, List<Path> archives) {
    if (archives.isEmpty()) {
      throw new LabException("a cluster needs images: at least pause and coredns");
    }
    return new ImageStore(cache.get(key(archives), place -> make(cache, archives, place)));
  }

  /**
   * Gives a node its own store with these images; {@code directory} is what its containerd calls
   * its root.
   */
  public void layInto(Path directory) {
    try {
      for (String database : DATABASES) {
        Files.createDirectories(directory.resolve(database).getParent());
        Files.copy(root.resolve(database), directory.resolve(database));
      }
      link(directory, SNAPSHOTS);
      link(directory, BLOBS);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot lay images into " + directory, e);
    }
  }

  private static void make(Cache cache, List<Path> archives, Path place) throws IOException {
    Files.createDirectories(place);
    if ("overlay".equals(Files.getFileStore(place).type())) {
      throw new LabException(
          "%s is on an overlay filesystem, where containerd cannot keep images; set XDG_CACHE_HOME to another"
              .formatted(place));
    }
    if (archives.size() > 1) {
      of(cache, archives.subList(0, archives.size() - 1)).copyInto(place);
    }
    Path script = Scripts.copy(ImageStore.class, "import.sh", cache.directory());
    Command.of(
            "unshare",
            "--mount",
            "--mount-proc",
            "--pid",
            "--fork",
            "--kill-child",
            "--propagation",
            "private",
            "bash",
            script.toString(),
            place.toString(),
            archives.getLast().toString())
        .run()
        .orThrow();
  }

  /**
   * Files are linked, which is safe for all but the databases: containerd replaces the others,
   * never edits them.
   */
  private void copyInto(Path place) throws IOException {
    Command.of("cp", "-al", root + "/.", place.toString()).run().orThrow();
    for (String database : DATABASES) {
      Files.delete(place.resolve(database));
      Files.copy(root.resolve(database), place.resolve(database));
    }
  }

  /**
   * A symbolic link each: snapshots are only ever layers below a container's own, and blobs are
   * only read.
   */
  private void link(Path directory, String part) throws IOException {
    Files.createDirectories(directory.resolve(part));
    try (Stream<Path> entries = Files.list(root.resolve(part))) {
      for (Path entry : entries.toList()) {
        Files.createSymbolicLink(
            directory.resolve(part).resolve(entry.getFileName()), entry.toRealPath());
      }
    }
  }

  private static String key(List<Path> archives) {
    var text = new StringBuilder();
    for (Path archive : archives) {
      try {
        text.append(Digest.stamp(archive)).append('\n');
      } catch (IOException e) {
        throw new LabException("no image archive " + archive + "; Images makes them", e);
      }
    }
    return Digest.key(text.toString());
  }
}
