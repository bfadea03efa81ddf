package io.k8c.kubelb.e2e.install;

import io.k8c.kubelb.e2e.lab.image.Images;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The images of both programs, built from the project's Dockerfiles without a registry. */
public final class ProgramImages {
  static final String MANAGER = "kubelb-manager:lab";
  static final String CCM = "kubelb-ccm:lab";
  private static final Map<String, String> BASES =
      Map.of("JDK", "localhost/jdk:25", "BASE", "localhost/debian:12");

  private ProgramImages() {}

  /**
   * Archives of the images.
   *
   * @param root of the project, where both programs are packaged
   */
  public static List<Path> build(Path root, Images images) {
    return List.of(
        images.build(root.resolve("Dockerfile.manager"), root, MANAGER, BASES),
        images.build(root.resolve("Dockerfile.ccm"), root, CCM, BASES));
  }
}
