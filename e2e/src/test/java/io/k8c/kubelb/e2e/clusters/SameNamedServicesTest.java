package io.k8c.kubelb.e2e.clusters;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@OnTestBed
class SameNamedServicesTest {
  private static final int REQUESTS = 20;

  private final TestBed bed;

  SameNamedServicesTest(TestBed bed) {
    this.bed = bed;
  }

  @Test
  void twoTenantsMayUseOneNameAndEachIsAnsweredByItsOwnPodsOnEveryPort() {
    EchoService shop = EchoService.named("shop").http(80).http(8888).tcp(81).udp(82).udp(80);

    Published one = bed.publish(bed.one(), shop);
    Published two = bed.publish(bed.two(), shop);

    assertThat(one.addresses()).doesNotContainAnyElementsOf(two.addresses());
    for (Published each : List.of(one, two)) {
      Set<String> own = each.tenant().pods(TenantCluster.ECHO);
      Client client = bed.client();
      assertThat(answeredBy(() -> client.http(each.at(80)))).isSubsetOf(own);
      assertThat(answeredBy(() -> client.http(each.at(8888)))).isSubsetOf(own);
      assertThat(answeredBy(() -> client.tcp(each.at(81)))).isSubsetOf(own);
      bed.await("UDP of " + each, () -> client.udp(each.at(82), "x").isPresent());
      assertThat(answeredBy(() -> client.udp(each.at(82), "x"))).isSubsetOf(own);
      assertThat(answeredBy(() -> client.udp(each.at(80), "x"))).isSubsetOf(own);
    }
  }

  @Test
  void aDatagramComesBackUnchangedWithItsAnswer() {
    Published games = bed.publish(bed.two(), EchoService.named("games").udp(5000));
    String text = "x".repeat(1200);

    Optional<JsonNode> answer = bed.client().udp(games.at(), text);

    assertThat(answer).hasValueSatisfying(a -> assertThat(a.path("data").asText()).isEqualTo(text));
  }

  /** The pods that gave an answer; an answer that is missing fails the test. */
  private static Set<String> answeredBy(Supplier<Optional<JsonNode>> request) {
    List<Optional<JsonNode>> answers =
        IntStream.range(0, REQUESTS).mapToObj(_ -> request.get()).toList();
    assertThat(answers.stream().filter(Optional::isEmpty)).as("requests not answered").isEmpty();
    return answers.stream()
        .map(answer -> answer.orElseThrow().path("pod").asText())
        .collect(Collectors.toSet());
  }
}
