package io.k8c.kubelb.e2e.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessesTest {
  @TempDir private Path proc;

  @Test
  void aContainersProcessesAreThoseInItsControlGroup() throws IOException {
    process("12", "9:cpu:/lab/hub-1/kubepods/burstable/pod1/aaa\n", "");
    process("13", "9:cpu:/lab/hub-1/kubepods/burstable/pod1/bbb\n", "");
    process("self", "9:cpu:/lab/hub-1/kubepods/burstable/pod1/aaa\n", "");

    assertThat(new Processes(proc).ofContainer("aaa")).containsExactly(12L);
  }

  @Test
  void residentMemoryIsInMebibytes() throws IOException {
    process("12", "", "Name:\tjava\nVmSize:\t  999999 kB\nVmRSS:\t  204800 kB\n");

    assertThat(new Processes(proc).residentMiB(12)).isEqualTo(200.0);
  }

  @Test
  void aProcessThatHasEndedHasNone() {
    assertThat(new Processes(proc).residentMiB(14)).isNaN();
  }

  private void process(String name, String groups, String status) throws IOException {
    Path folder = Files.createDirectory(proc.resolve(name));
    Files.writeString(folder.resolve("cgroup"), groups);
    Files.writeString(folder.resolve("status"), status);
  }
}
