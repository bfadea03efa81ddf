package io.k8c.kubelb.ccm;

import com.tngtech.archunit.core.domain.JavaClasses;
import io.k8c.kubelb.kit.testing.Architecture;
import org.junit.jupiter.api.Test;

/** Who may see whom in the tenant cluster's program. */
class ArchitectureTest {
  private static final JavaClasses CLASSES = Architecture.classes();
  private static final String SOURCE = "io.k8c.kubelb.ccm.source..";
  private static final String RECONCILE = "io.k8c.kubelb.ccm.reconcile..";
  private static final String HUB = "io.k8c.kubelb.ccm.hub..";

  @Test
  void decisionsAreFunctions() {
    Architecture.pure(SOURCE).check(CLASSES);
  }

  @Test
  void layersLookDown() {
    Architecture.sees(
            SOURCE,
            RECONCILE,
            HUB,
            "io.k8c.kubelb.kit.apply..",
            "io.k8c.kubelb.kit.watch..",
            "io.k8c.kubelb.kit.process..")
        .check(CLASSES);
    Architecture.sees(RECONCILE, HUB).check(CLASSES);
    Architecture.sees(HUB, RECONCILE, SOURCE).check(CLASSES);
  }

  @Test
  void proxiesAreTheHubsBusiness() {
    Architecture.sees("io.k8c.kubelb..", "io.k8c.kubelb.xds..", "io.grpc..", "io.envoyproxy..")
        .check(CLASSES);
  }

  @Test
  void internalsOfOthersStayTheirs() {
    Architecture.noInternals().check(CLASSES);
  }

  @Test
  void onlyTheApplierWrites() {
    Architecture.onlyTheApplierWrites(
            "io.k8c.kubelb.kit.apply.Events",
            "io.k8c.kubelb.kit.process.Leadership",
            "io.k8c.kubelb.kit.process.LeasePermission",
            "io.k8c.kubelb.ccm.reconcile.Finalizers")
        .check(CLASSES);
  }

  @Test
  void packagesDoNotNeedEachOther() {
    Architecture.noCycles().check(CLASSES);
  }
}
