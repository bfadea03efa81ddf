package io.k8c.kubelb.e2e.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditLogTest {
  @TempDir private Path folder;

  private Path file;

  @BeforeEach
  void write() throws IOException {
    List<String> lines =
        List.of(
            line("system:serviceaccount:kubelb:kubelb-manager", "services"),
            line("system:serviceaccount:kubelb:kubelb-manager", "leases"),
            line("system:serviceaccount:tenant-bench:kubelb-ccm", "loadbalancers"),
            line("system:serviceaccount:kube-system:endpointslice-controller", "endpointslices"),
            line("system:node:hub-1", "nodes"));
    file = Files.write(folder.resolve("audit.log"), lines);
  }

  @Test
  void amongOthersOnlyTheProgramsOwnWritesCount() {
    assertThat(AuditLog.ofKubeLb(file).writes()).isEqualTo(2);
  }

  @Test
  void aloneEveryWriteCountsButThoseOfLeases() {
    assertThat(AuditLog.ofAll(file).writes()).isEqualTo(4);
  }

  private static String line(String user, String resource) {
    return "{\"verb\":\"patch\",\"user\":{\"username\":\"%s\"},\"objectRef\":{\"resource\":\"%s\"}}"
        .formatted(user, resource);
  }
}
