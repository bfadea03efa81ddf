package io.k8c.kubelb.e2e.lab;

import com.sun.security.auth.module.UnixSystem;
import io.k8c.kubelb.e2e.lab.host.LabException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** What a machine must offer before a lab can be made on it. */
public final class Requirements {
  private Requirements() {}

  /** The first thing that is missing, with its remedy; empty if a lab can be made here. */
  public static Optional<String> missing() {
    if (!"Linux".equals(System.getProperty("os.name"))) {
      return Optional.of("the lab needs Linux; use clusters of your own (kind, a cloud) instead");
    }
    if (new UnixSystem().getUid() != 0) {
      return Optional.of(
          "the lab needs root; run as root, or use clusters of your own (kind, a cloud)");
    }
    return Optional.empty();
  }

  /** Throws with what is missing on this machine, or wrong with the directory for labs. */
  static void check(Path parent) {
    missing()
        .or(() -> unfit(parent))
        .ifPresent(
            why -> {
              throw new LabException(why);
            });
  }

  /** Why a directory cannot hold labs. */
  private static Optional<String> unfit(Path parent) {
    return flaw(parent)
        .map(flaw -> "%s %s; set KUBELB_LAB_DIR to another directory".formatted(parent, flaw));
  }

  private static Optional<String> flaw(Path parent) {
    var hidden =
        Stream.of("/run", "/proc", "/sys", "/var/lib", "/var/log")
            .filter(directory -> parent.toAbsolutePath().startsWith(directory))
            .map("is below %s, of which every node has its own"::formatted)
            .findFirst();
    return hidden.or(() -> unfitFilesystem(parent));
  }

  private static Optional<String> unfitFilesystem(Path parent) {
    try {
      return "overlay".equals(Files.getFileStore(parent).type())
          ? Optional.of("is on an overlay filesystem, where containerd cannot keep snapshots")
          : Optional.empty();
    } catch (IOException e) {
      return Optional.of("cannot be used (%s)".formatted(e));
    }
  }

  static boolean ipv6() {
    return Files.exists(Path.of("/proc/net/if_inet6"));
  }
}
