package io.k8c.kubelb.ccm.hub;

import io.fabric8.kubernetes.client.OAuthTokenProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import org.jspecify.annotations.Nullable;

/**
 * The token of a kubeconfig, as the file holds it at each request, so that a renewed one needs no
 * restart; read again where the file is another one. A file that cannot be used leaves the token as
 * it was.
 */
final class RenewedToken implements OAuthTokenProvider {
  private final Path kubeconfig;
  private volatile Known known;

  /** A mounted Secret is renewed by another file, so that times alone would not tell. */
  private record Known(@Nullable String token, @Nullable Mark mark) {}

  private record Mark(@Nullable Object file, FileTime modified, long size) {
    static @Nullable Mark of(Path file) {
      try {
        BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
        return new Mark(found.fileKey(), found.lastModifiedTime(), found.size());
      } catch (IOException e) {
        return null;
      }
    }
  }

  RenewedToken(Path kubeconfig, String first) {
    this.kubeconfig = kubeconfig;
    this.known = new Known(first, null);
  }

  @Override
  public @Nullable String getToken() {
    Known last = known;
    Mark now = Mark.of(kubeconfig);
    if (now == null || now.equals(last.mark())) {
      return last.token();
    }
    try {
      known = new Known(HubKubeconfig.read(kubeconfig).token(), now);
    } catch (HubProblem e) {
      known = new Known(last.token(), now);
    }
    return known.token();
  }
}
