package io.k8c.kubelb.kit.testing;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Set;

/** The rules of the design that a look at imports and calls can hold, for every program alike. */
public final class Architecture {
  private static final String ROOT = "io.k8c.kubelb";

  /** Where clients write; everything else reads. */
  private static final Set<String> WRITES =
      Set.of(
          "create",
          "createOr",
          "createOrReplace",
          "delete",
          "edit",
          "editStatus",
          "patch",
          "patchStatus",
          "replace",
          "replaceStatus",
          "serverSideApply",
          "update",
          "updateStatus");

  private Architecture() {}

  /** Our classes on the class path of a module, without tests; of others the names are enough. */
  public static JavaClasses classes() {
    ArchConfiguration.get().setResolveMissingDependenciesFromClassPath(false);
    return new ClassFileImporter()
        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
        .withImportOption(location -> !location.contains("-tests.jar"))
        .importPackages(ROOT);
  }

  /**
   * Decisions are functions of what they are given: same input, same output, and no world.
   *
   * @param packages whose classes decide
   */
  public static ArchRule pure(String... packages) {
    return noClasses()
        .that()
        .resideInAnyPackage(packages)
        .should()
        .dependOnClassesThat(
            resideInAnyPackage(
                    "io.fabric8.kubernetes.client..",
                    "io.javaoperatorsdk..",
                    "org.slf4j..",
                    "java.io..",
                    "java.nio.file..",
                    "java.net.http..",
                    "java.util.concurrent..")
                .and(describe("are the world", type -> !isHarmless(type))))
        .orShould()
        .dependOnClassesThat(
            describe(
                "tell the time, chance or surroundings",
                type ->
                    Set.of(
                            "java.time.Clock",
                            "java.util.Random",
                            "java.util.UUID",
                            "java.util.Timer",
                            "java.net.Socket")
                        .contains(type.getName())))
        .orShould()
        .callMethodWhere(
            describe(
                "asks the clock or the process",
                call ->
                    isCall(call, "java.time.Instant", "now")
                        || isCall(call, "java.lang.System", "currentTimeMillis")
                        || isCall(call, "java.lang.System", "nanoTime")
                        || isCall(call, "java.lang.System", "getenv")
                        || isCall(call, "java.lang.System", "getProperty")
                        || isCall(call, "java.net.InetAddress", "getByName")
                        || isCall(call, "java.net.InetAddress", "getAllByName")))
        .because("what decides must give one answer to one question")
        .allowEmptyShould(false);
  }

  /** Custom resources extend a class of the client; exceptions and counters are no world. */
  private static boolean isHarmless(JavaClass type) {
    return type.getPackageName().equals("java.util.concurrent.atomic")
        || Set.of(
                "io.fabric8.kubernetes.client.CustomResource",
                "java.io.Serializable",
                "java.io.IOException",
                "java.io.UncheckedIOException")
            .contains(type.getName());
  }

  private static boolean isCall(JavaCall<?> call, String type, String method) {
    return call.getTargetOwner().getName().equals(type) && call.getName().equals(method);
  }

  /** Packages see those that they name in their package-info and nothing that is above them. */
  public static ArchRule sees(String lower, String... upper) {
    return noClasses()
        .that()
        .resideInAPackage(lower)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(upper);
  }

  /** What libraries keep for themselves may go with their next version. */
  public static ArchRule noInternals() {
    DescribedPredicate<JavaClass> internal =
        describe(
            "are internals of others",
            type ->
                !type.getPackageName().startsWith(ROOT)
                    && (type.getPackageName().matches(".*\\.(impl|internal)(\\..*)?")
                        || type.getSimpleName().endsWith("Impl")));
    return noClasses().should().dependOnClassesThat(internal);
  }

  /**
   * Writes go through the applier.
   *
   * @param exceptions full names of the classes that have a reason to write themselves
   */
  public static ArchRule onlyTheApplierWrites(String... exceptions) {
    return noClasses()
        .that(
            describe(
                "are not the applier",
                type ->
                    !type.getName().equals(ROOT + ".kit.apply.Applier")
                        && !Set.of(exceptions).contains(type.getName())))
        .should()
        .callMethodWhere(
            describe(
                "writes to an API server",
                call ->
                    call.getTargetOwner()
                            .getPackageName()
                            .startsWith("io.fabric8.kubernetes.client.")
                        && WRITES.contains(call.getName())));
  }

  /** Packages that need each other cannot be understood one by one. */
  public static ArchRule noCycles() {
    return slices().matching(ROOT + ".(**)").should().beFreeOfCycles();
  }
}
