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

  private static List<Toleration> tolerations(Deployment deployment) {
    return deployment.getSpec().getTemplate().getSpec().getTolerations();
  }

  private static Deployment deployment(String chart, String... more) throws IOException {
    List<String> words = new ArrayList<>();
    words.add(Toolchain.clients().resolve("helm").toString());
    words.addAll(
        List.of("template", chart, Toolchain.root().resolve("charts/" + chart).toString()));
    words.addAll(List.of("--kube-version", "1.34", "--set", "clusterName=tenant-cluster-1"));
    words.addAll(List.of(more));
    return objects(Command.of(words).run().orThrow())
        .filter(object -> object.path("kind").asText().equals("Deployment"))
        .map(object -> YAML.convertValue(object, Deployment.class))
        .findFirst()
        .orElseThrow();
  }

  private static Stream<JsonNode> objects(String yaml) throws IOException {
    return YAML.readerFor(JsonNode.class).<JsonNode>readValues(yaml).readAll().stream();
  }
}
