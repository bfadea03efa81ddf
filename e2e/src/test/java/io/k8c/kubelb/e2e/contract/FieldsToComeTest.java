package io.k8c.kubelb.e2e.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.utils.Serialization;
import io.k8c.kubelb.api.ConditionType;
import io.k8c.kubelb.api.Config;
import io.k8c.kubelb.api.Tenant;
import io.k8c.kubelb.kit.Verdict;
import io.k8c.kubelb.kit.testing.Project;
import io.k8c.kubelb.manager.plan.ConfigStatus;
import io.k8c.kubelb.manager.plan.TenantStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whoever sets a field that has no effect yet is told so by its name, on the object itself. */
class FieldsToComeTest {
  private static final String HERE = "e2e/src/test/java/io/k8c/kubelb/e2e/contract/";
  private static final String OBJECTS = "e2e/src/test/resources/fields-to-come/";

  @Test
  void configNamesThem() throws IOException {
    Config config = Serialization.unmarshal(text(OBJECTS + "config.yaml"), Config.class);

    assertThat(message(ConfigStatus.of("default", config.getSpec())))
        .startsWith("without effect: ")
        .contains(toCome("Config"));
  }

  @Test
  void tenantNamesThem() throws IOException {
    Tenant tenant = Serialization.unmarshal(text(OBJECTS + "tenant.yaml"), Tenant.class);

    assertThat(
            message(
                TenantStatus.of(tenant, "tenant-x", new TenantStatus.Proxies(true, 1, false))
                    .verdicts()))
        .startsWith("without effect: ")
        .contains(toCome("Tenant"));
  }

  @Test
  void whoSetsNoneIsToldNothing() {
    assertThat(ConfigStatus.of("default", Config.Spec.NONE))
        .noneMatch(verdict -> verdict.type().equals(ConditionType.UNSUPPORTED_FIELD));
  }

  private static String message(List<Verdict> verdicts) {
    return verdicts.stream()
        .filter(verdict -> verdict.type().equals(ConditionType.UNSUPPORTED_FIELD))
        .map(Verdict::message)
        .findFirst()
        .orElse("");
  }

  private static List<String> toCome(String kind) throws IOException {
    try (Stream<String> lines = text(HERE + "leaves-of-later-issues.txt").lines()) {
      return lines
          .filter(line -> line.startsWith(kind + ".spec."))
          .map(line -> line.substring(kind.length() + 1))
          .toList();
    }
  }

  private static String text(String file) throws IOException {
    return Files.readString(Project.root().resolve(file));
  }
}
