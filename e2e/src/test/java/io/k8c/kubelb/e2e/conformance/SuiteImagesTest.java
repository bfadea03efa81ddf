package io.k8c.kubelb.e2e.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.k8c.kubelb.e2e.lab.host.LabException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SuiteImagesTest {
  @TempDir private Path programs;

  @BeforeEach
  void manifests() throws IOException {
    Path tests = Files.createDirectories(programs.resolve("gateway-manifests/tests"));
    Files.writeString(
        tests.resolve("a.yaml"),
        """
        containers:
        - image: registry.example:5000/gateway-api/echo-basic:v1.5.1
          imagePullPolicy: IfNotPresent
        - image: "registry.example:5000/gateway-api/echo-basic:v1.5.1"
        """);
    Files.writeString(tests.resolve("a.go"), "image: not-a-manifest");
  }

  @Test
  void eachNameInTheManifestsIsFoundOnce() {
    assertThat(SuiteImages.names(programs.resolve("gateway-manifests")))
        .containsExactly("registry.example:5000/gateway-api/echo-basic:v1.5.1");
  }

  @Test
  void anImageWhoseProgramTheToolchainLacksIsNamed() {
    assertThatThrownBy(() -> new SuiteImages(programs).archives())
        .isInstanceOf(LabException.class)
        .hasMessageContaining("add its program echo-basic to e2e/toolchain");
  }
}
