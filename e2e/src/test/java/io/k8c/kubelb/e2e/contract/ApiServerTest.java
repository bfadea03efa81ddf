package io.k8c.kubelb.e2e.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.k8c.kubelb.e2e.fast.FastTier;
import io.k8c.kubelb.e2e.fast.Ground;
import io.k8c.kubelb.e2e.lab.host.Output;
import io.k8c.kubelb.kit.testing.Project;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/** What a real API server says of objects of our kinds, by way of kubectl as users have it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ApiServerTest {
  private static final Path RESOURCES = Project.root().resolve("e2e/src/test/resources");
  private static final Path SAMPLES = Project.root().resolve("config/samples");
  private static final Pattern EXPECTED = Pattern.compile("^# refused: (.+)");
  private static final Pattern KIND = Pattern.compile("(?m)^kind: (\\w+)$");

  private FastTier tier;

  @BeforeAll
  void open() {
    tier = Ground.hub(ApiServerTest.class);
    tier.gatewayKinds(tier.hub().client());
    for (String namespace : List.of("tenant-cluster-1", "tenant-production-eu-west", "shared")) {
      kubectl("create", "namespace", namespace).orThrow();
    }
  }

  @AfterAll
  void close() {
    tier.close();
  }

  @TestFactory
  Stream<DynamicTest> everyBlockOfTheGuideAppliesUnchanged() {
    return files(RESOURCES.resolve("guide")).map(this::applies);
  }

  @TestFactory
  Stream<DynamicTest> everySampleAppliesUnchanged() {
    return files(SAMPLES).map(this::applies);
  }

  @Test
  void everyKindHasASample() {
    Set<String> sampled =
        files(SAMPLES)
            .flatMap(file -> KIND.matcher(text(file)).results())
            .map(kind -> kind.group(1))
            .collect(Collectors.toSet());

    assertThat(Crds.all())
        .extracting(crd -> crd.getSpec().getNames().getKind())
        .containsExactlyInAnyOrderElementsOf(sampled);
  }

  @TestFactory
  Stream<DynamicTest> malformedObjectsAreRefusedByTheNameOfTheField() {
    return files(RESOURCES.resolve("malformed")).map(this::isRefused);
  }

  private DynamicTest applies(Path file) {
    return DynamicTest.dynamicTest(
        file.getFileName().toString(),
        () -> {
          Output output = kubectl("apply", "--validate=strict", "-f", file.toString());

          assertThat(output.ok()).as(output.text()).isTrue();
          assertThat(output.text()).doesNotContainIgnoringCase("warning");
        });
  }

  private DynamicTest isRefused(Path file) {
    return DynamicTest.dynamicTest(
        file.getFileName().toString(),
        () -> {
          Matcher expected = EXPECTED.matcher(text(file));
          assertThat(expected.find()).as("the first line says what is expected").isTrue();

          Output output = kubectl("apply", "--validate=strict", "-f", file.toString());

          assertThat(output.ok()).isFalse();
          String said =
              output
                  .text()
                  .replaceAll(
                      "Invalid value: (\"[^\"]*\"|\\{[^}]*}|\\[[^]]*]|\\S+): ", "Invalid value: ");
          assertThat(said + "\n" + output.text()).contains(expected.group(1));
        });
  }

  private Output kubectl(String... words) {
    return tier.kubectl(tier.hub(), words);
  }

  private static Stream<Path> files(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(Files::isRegularFile).sorted().toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
