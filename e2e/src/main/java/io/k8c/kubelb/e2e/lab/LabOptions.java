package io.k8c.kubelb.e2e.lab;

import io.k8c.kubelb.e2e.lab.image.Images;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * What a lab is made of.
 *
 * @param parent where the lab's own directory is made; not on an overlay filesystem
 * @param programs the toolchain's directory
 * @param images archives that every cluster knows from its start; put first what changes least
 */
public record LabOptions(Path parent, Path programs, List<Path> images) {
  public LabOptions {
    images = List.copyOf(images);
  }

  /** The toolchain's programs and the standard images, made if they are not there. */
  public static LabOptions standard() {
    return with(Toolchain::lab);
  }

  /** The same with more programs than a lab needs. */
  public static LabOptions with(Supplier<Path> toolchain) {
    // First, for its clearer words: the toolchain would only say that it cannot install packages.
    Requirements.check(parentOfLabs());
    Path programs = toolchain.get();
    return new LabOptions(parentOfLabs(), programs, new Images(programs).standard());
  }

  /** Where labs are: {@code KUBELB_LAB_DIR}, or else the directory for temporary files. */
  public static Path parentOfLabs() {
    return Path.of(
        Optional.ofNullable(System.getenv("KUBELB_LAB_DIR"))
            .orElse(System.getProperty("java.io.tmpdir")));
  }

  public LabOptions withImages(List<Path> more) {
    return new LabOptions(
        parent, programs, Stream.concat(images.stream(), more.stream()).distinct().toList());
  }
}
