package io.k8c.kubelb.manager;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.JavaClasses;
import io.k8c.kubelb.kit.testing.Architecture;
import org.junit.jupiter.api.Test;

/** Who may see whom in the hub's program. */
class ArchitectureTest {
  private static final JavaClasses CLASSES = Architecture.classes();
  private static final String MANAGER = "io.k8c.kubelb.manager..";
  private static final String PLAN = "io.k8c.kubelb.manager.plan..";
  private static final String ROUTE = "io.k8c.kubelb.manager.route..";
  private static final String FEED = "io.k8c.kubelb.manager.feed..";
  private static final String RECONCILE = "io.k8c.kubelb.manager.reconcile..";
  private static final String KIT = "io.k8c.kubelb.kit..";
  private static final String API = "io.k8c.kubelb.api..";
  private static final String XDS = "io.k8c.kubelb.xds..";

  @Test
  void decisionsAreFunctions() {
    Architecture.pure(PLAN, ROUTE, "io.k8c.kubelb.xds.model..", "io.k8c.kubelb.xds.translate..")
        .check(CLASSES);
  }

  @Test
  void theContractSeesNobody() {
    Architecture.sees(API, KIT, XDS, MANAGER, "io.javaoperatorsdk..").check(CLASSES);
    Architecture.pure(API).check(CLASSES);
  }

  @Test
  void theKitKnowsNothingOfLoadBalancing() {
    Architecture.sees(KIT, API, XDS, MANAGER).check(CLASSES);
  }

  @Test
  void theProxySideKnowsNoKubernetes() {
    Architecture.sees(XDS, "io.fabric8..", "io.javaoperatorsdk..", API, KIT, MANAGER)
        .check(CLASSES);
  }

  @Test
  void theModelOfProxiesSeesOnlyItself() {
    classes()
        .that()
        .resideInAPackage("io.k8c.kubelb.xds.model")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("io.k8c.kubelb.xds.model", "java..", "org.jspecify..")
        .check(CLASSES);
  }

  @Test
  void translationKnowsNoServer() {
    Architecture.sees("io.k8c.kubelb.xds.translate..", "io.k8c.kubelb.xds.server..", "io.grpc..")
        .check(CLASSES);
  }

  @Test
  void layersOfTheManagerLookDown() {
    Architecture.sees(
            PLAN,
            ROUTE,
            FEED,
            RECONCILE,
            "io.k8c.kubelb.kit.apply..",
            "io.k8c.kubelb.kit.process..")
        .check(CLASSES);
    Architecture.sees(
            ROUTE, FEED, RECONCILE, "io.k8c.kubelb.kit.apply..", "io.k8c.kubelb.kit.process..")
        .check(CLASSES);
    Architecture.sees(FEED, RECONCILE, "io.k8c.kubelb.kit.apply..").check(CLASSES);
    Architecture.sees("io.k8c.kubelb.xds..", MANAGER).check(CLASSES);
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
            "io.k8c.kubelb.manager.reconcile.Authorities",
            "io.k8c.kubelb.manager.reconcile.TenantRemoval")
        .check(CLASSES);
  }

  @Test
  void packagesDoNotNeedEachOther() {
    Architecture.noCycles().check(CLASSES);
  }
}
