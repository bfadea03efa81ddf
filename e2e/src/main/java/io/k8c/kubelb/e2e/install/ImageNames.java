package io.k8c.kubelb.e2e.install;

import io.k8c.kubelb.e2e.lab.host.LabException;
import java.util.Map;

/** The images that are installed, each {@code repository:tag}. */
public record ImageNames(String manager, String ccm, String envoy) {

  /** What the lab builds. */
  public static ImageNames lab() {
    return new ImageNames(ProgramImages.MANAGER, ProgramImages.CCM, "envoy:1.40.0");
  }

  static Map<String, String> values(String prefix, String image) {
    int colon = image.lastIndexOf(':');
    if (colon < 0 || image.indexOf('/', colon) >= 0) {
      throw new LabException("image %s has no tag; give it as repository:tag".formatted(image));
    }
    return Map.of(
        prefix + ".repository",
        image.substring(0, colon),
        prefix + ".tag",
        image.substring(colon + 1));
  }
}
