package io.k8c.kubelb.ccm.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RenewedTokenTest {
  @TempDir Path folder;

  @Test
  void aRenewedTokenCounts() throws Exception {
    // given
    Path file = write("kubeconfig", "one");
    RenewedToken token = new RenewedToken(file, "one");
    assertThat(token.getToken()).isEqualTo("one");

    // when, as kubelet does it: another file, perhaps within the same tick of the clock
    FileTime then = Files.getLastModifiedTime(file);
    Path next = write("next", "two");
    Files.setLastModifiedTime(next, then);
    Files.move(next, file, StandardCopyOption.REPLACE_EXISTING);

    // then
    assertThat(token.getToken()).isEqualTo("two");
  }

  @Test
  void aFileThatCannotBeUsedLeavesTheToken() throws Exception {
    // given
    Path file = write("kubeconfig", "one");
    RenewedToken token = new RenewedToken(file, "one");

    // when
    Files.writeString(file, "contexts: [");

    // then
    assertThat(token.getToken()).isEqualTo("one");

    // when
    Files.delete(file);

    // then
    assertThat(token.getToken()).isEqualTo("one");
  }

  private Path write(String name, String token) throws Exception {
    return Files.writeString(
        folder.resolve(name), HubKubeconfigTest.GOOD.replace("s3cr3t-token", token));
  }
}
