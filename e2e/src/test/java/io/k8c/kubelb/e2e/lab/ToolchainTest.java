package io.k8c.kubelb.e2e.lab;

import static org.assertj.core.api.Assertions.assertThat;

import io.k8c.kubelb.e2e.lab.host.Command;
import io.k8c.kubelb.e2e.lab.host.Output;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ToolchainTest {
  @TempDir private Path programs;

  @Test
  void readyMadeProgramsAreTakenWhenAllAreThere() throws IOException {
    for (String program : List.of("etcd", "kube-apiserver", "kubectl", "envoy", "gateway-crds")) {
      assertThat(Files.createFile(programs.resolve(program)).toFile().setExecutable(true)).isTrue();
    }

    assertThat(toolchain("fast").orThrow()).isEqualTo(programs.toRealPath().toString());
  }

  @Test
  void theFirstMissingProgramIsNamed() {
    Output output = toolchain("fast");

    assertThat(output.ok()).isFalse();
    assertThat(output.text()).contains("has no program etcd", "unset the variable to build it");
  }

  @Test
  void anUnknownSetIsRefusedWithTheKnownOnes() {
    assertThat(toolchain("everything").text()).contains("'everything'", "fast", "lab");
  }

  private Output toolchain(String set) {
    String script =
        Path.of(System.getProperty("kubelb.root"), "e2e/toolchain/toolchain").toString();
    return Command.of(script, set).with(Map.of("KUBELB_TOOLCHAIN", programs.toString())).run();
  }
}
