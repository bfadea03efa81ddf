package io.k8c.kubelb.e2e.lab;

import io.k8c.kubelb.e2e.lab.cloud.Numbers;
import io.k8c.kubelb.e2e.lab.host.LabException;
import io.k8c.kubelb.e2e.lab.image.Images;
import io.k8c.kubelb.e2e.lab.kube.AddressPlan;
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
 * @param addresses how many load balancers can have one
 */
public record LabOptions(Path parent, Path programs, List<Path> images, int addresses) {
  private static final int USUAL = 100;
  private static final int BEYOND = 1000;
  private static final int MOST = AddressPlan.NUMBERS - BEYOND;

  public LabOptions {
    images = List.copyOf(images);
    if (addresses < 1 || addresses > MOST) {
      throw new LabException("%d addresses: a lab has 1 to %d of them".formatted(addresses, MOST));
    }
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
    return new LabOptions(parentOfLabs(), programs, new Images(programs).standard(), USUAL);
  }

  /** Where labs are: {@code KUBELB_LAB_DIR}, or else the directory for temporary files. */
  public static Path parentOfLabs() {
    return Path.of(
        Optional.ofNullable(System.getenv("KUBELB_LAB_DIR"))
            .orElse(System.getProperty("java.io.tmpdir")));
  }

  public LabOptions withImages(List<Path> more) {
    return new LabOptions(
        parent,
        programs,
        Stream.concat(images.stream(), more.stream()).distinct().toList(),
        addresses);
  }

  public LabOptions withAddresses(int most) {
    return new LabOptions(parent, programs, images, most);
  }

  /** Beyond the usual many they do not fit between those of nodes and of the client. */
  Numbers numbers() {
    return addresses <= USUAL
        ? new Numbers(USUAL, USUAL + addresses - 1, AddressPlan.FIRST_RESERVED + 9)
        : new Numbers(BEYOND, BEYOND + addresses - 1);
  }
}
