package io.k8c.kubelb.e2e.lab.kube;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ControlPlaneTest {

  @Test
  void dualStackMeansBothServiceRangesAndAllAddresses() {
    assertThat(of(true, Optional.empty()).apiServer())
        .contains("--service-cluster-ip-range=10.201.0.0/16,fd90:5:1::/108", "--bind-address=::");
    assertThat(of(false, Optional.empty()).apiServer())
        .contains("--service-cluster-ip-range=10.201.0.0/16", "--bind-address=0.0.0.0");
  }

  @Test
  void theApiServerAuditsOnlyWhenAsked() {
    assertThat(of(true, Optional.of(Path.of("/audit"))).apiServer())
        .contains("--audit-log-path=/audit");
    assertThat(of(true, Optional.empty()).apiServer())
        .noneMatch(flag -> flag.startsWith("--audit"));
  }

  private static ControlPlane of(boolean dualStack, Optional<Path> audit) {
    return new ControlPlane(
        Path.of("/programs"), Path.of("/files"), "10.90.0.1", new AddressPlan(1, dualStack), audit);
  }
}
