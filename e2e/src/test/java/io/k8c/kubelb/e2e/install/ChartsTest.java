package io.k8c.kubelb.e2e.install;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.fabric8.kubernetes.api.model.Toleration;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.k8c.kubelb.e2e.lab.Toolchain;
import io.k8c.kubelb.e2e.lab.host.Command;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the charts make of their values. */
class ChartsTest {
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  @ParameterizedTest
  @ValueSource(strings = {"kubelb-manager", "kubelb-ccm"})
  void aDeadNodeIsLeftAfterSecondsInsteadOfFiveMinutes(String chart) throws IOException {
    // when
    Deployment deployment = deployment(chart);

    // then
    assertThat(tolerations(deployment))
        .allSatisfy(
            toleration -> {
              assertThat(toleration.getOperator()).isEqualTo("Exists");
              assertThat(toleration.getEffect()).isEqualTo("NoExecute");
              assertThat(toleration.getTolerationSeconds()).isBetween(10L, 30L);
            })
        .extracting(Toleration::getKey)
        .containsExactlyInAnyOrder(
            "node.kubernetes.io/not-ready", "node.kubernetes.io/unreachable");
  }

  @Test
  void tolerationsOfAUserReplaceThoseOfTheChart() throws IOException {
    // when
    Deployment deployment = deployment("kubelb-ccm", "--set", "tolerations[0].key=dedicated");

    // then
    assertThat(tolerations(deployment)).extracting(Toleration::getKey).containsExactly("dedicated");
  }

  @Test
  void theManagerReadsSecretsOnlyWhereTheHubsPeopleSay() throws IOException {
    // when
    List<JsonNode> without = objects("kubelb-manager").filter(ChartsTest::readsSecrets).toList();
    List<JsonNode> with =
        objects("kubelb-manager", "--set", "sharedGateways.secretNamespaces={shared,certs}")
            .filter(ChartsTest::readsSecrets)
            .toList();
    Deployment deployment =
        deployment("kubelb-manager", "--set", "sharedGateways.secretNamespaces={shared,certs}");

    // then
    assertThat(without).isEmpty();
    assertThat(with)
        .allSatisfy(role -> assertThat(role.path("kind").asText()).isEqualTo("Role"))
        .extracting(role -> role.at("/metadata/namespace").asText())
        .containsExactlyInAnyOrder("shared", "certs");
    assertThat(arguments(deployment)).contains("--shared-gateway-secret-namespaces=shared,certs");
  }

  @Test
  void labelledSecretsAreCarriedOnlyWhereThatIsAskedFor() throws IOException {
    assertThat(arguments(deployment("kubelb-ccm"))).contains("--enable-secret-synchronizer=false");
    assertThat(arguments(deployment("kubelb-ccm", "--set", "kubelb.enableSecretSynchronizer=true")))
        .contains("--enable-secret-synchronizer=true");
  }

  /** Whether an object gives the right to read every Secret of somewhere. */
  private static boolean readsSecrets(JsonNode role) {
    return role.path("rules")
        .valueStream()
        .anyMatch(
            rule ->
                rule.path("resources").toString().contains("\"secrets\"")
                    && rule.path("verbs").toString().contains("\"list\""));
  }

  private static List<String> arguments(Deployment deployment) {
    return deployment.getSpec().getTemplate().getSpec().getContainers().getFirst().getArgs();
  }

  private static List<Toleration> tolerations(Deployment deployment) {
    return deployment.getSpec().getTemplate().getSpec().getTolerations();
  }

  private static Deployment deployment(String chart, String... more) throws IOException {
    return objects(chart, more)
        .filter(object -> object.path("kind").asText().equals("Deployment"))
        .map(object -> YAML.convertValue(object, Deployment.class))
        .findFirst()
        .orElseThrow();
  }

  private static Stream<JsonNode> objects(String chart, String... more) throws IOException {
    List<String> words = new ArrayList<>();
    words.add(Toolchain.clients().resolve("helm").toString());
    words.addAll(
        List.of("template", chart, Toolchain.root().resolve("charts/" + chart).toString()));
    words.addAll(List.of("--kube-version", "1.34", "--set", "clusterName=tenant-cluster-1"));
    words.addAll(List.of(more));
    return objects(Command.of(words).run().orThrow());
  }

  private static Stream<JsonNode> objects(String yaml) throws IOException {
    return YAML.readerFor(JsonNode.class).<JsonNode>readValues(yaml).readAll().stream();
  }
}
