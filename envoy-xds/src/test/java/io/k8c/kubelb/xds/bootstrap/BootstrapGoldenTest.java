package io.k8c.kubelb.xds.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.k8c.kubelb.kit.testing.Golden;
import io.k8c.kubelb.kit.testing.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The files that proxies are started with. An output that changes replaces every proxy of every
 * tenant when the manager is upgraded, and with it all their connections: change one only for a
 * good reason, and say so in the changelog.
 */
class BootstrapGoldenTest {
  private static final Pattern VERSION = Pattern.compile("<version>(.*?)(-SNAPSHOT)?</version>");

  @TestFactory
  Stream<DynamicTest> cases() {
    return Golden.cases(
        "envoy-xds/src/test/cases/bootstrap",
        inputs -> {
          Map<String, String> files = BootstrapFiles.of(options(inputs.tree("in.yaml")));
          assertThat(files.values()).isNotEmpty().allSatisfy(text -> isOfNoVersion(text));
          return files;
        });
  }

  private static void isOfNoVersion(String text) throws IOException {
    Matcher version = VERSION.matcher(Files.readString(Project.root().resolve("pom.xml")));
    assertThat(version.find()).isTrue();
    assertThat(text).doesNotContain(version.group(1));
  }

  private static BootstrapOptions options(JsonNode tree) {
    return new BootstrapOptions(
        tree.required("managerHost").asText(),
        tree.required("managerPort").asInt(),
        "/etc/kubelb/certificates",
        "/etc/kubelb/bootstrap",
        "/run/kubelb/admin.sock",
        tree.required("operationsPort").asInt(),
        Optional.ofNullable(tree.get("drain")).map(BootstrapGoldenTest::drain),
        Optional.ofNullable(tree.get("overload")).map(BootstrapGoldenTest::overload));
  }

  private static BootstrapOptions.Drain drain(JsonNode tree) {
    return new BootstrapOptions.Drain(
        Duration.parse(tree.required("shortest").asText()),
        Duration.parse(tree.required("longest").asText()),
        tree.required("token").asText());
  }

  private static BootstrapOptions.Overload overload(JsonNode tree) {
    return new BootstrapOptions.Overload(
        optional(tree.get("connections")), optional(tree.get("heapBytes")));
  }

  private static OptionalLong optional(@org.jspecify.annotations.Nullable JsonNode number) {
    return number == null ? OptionalLong.empty() : OptionalLong.of(number.asLong());
  }
}
