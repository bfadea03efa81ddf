package io.k8c.kubelb.ccm.source;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.k8c.kubelb.api.Route;
import io.k8c.kubelb.api.RouteFacts;
import io.k8c.kubelb.kit.Note;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What the schema of the hub has no room for is cut, and costs the object nothing else. */
class BoundsTest {
  private static final FixedCluster CLUSTER =
      new FixedCluster(
          tree(
              """
              - {kind: Service, metadata: {name: s-1, namespace: shop, uid: svc-1}, spec: {ports: []}}
              """));

  @Test
  void aLongProblemIsCutToWhatTheHubTakes() {
    // given
    SourceObject route = route(1);
    Offer offer = Offer.none("no node ports for Service s-1: " + "webhook says no. ".repeat(500));

    // when
    RouteFacts.Reference reference =
        draft(route, Map.of(ObjectKey.service("shop", "s-1"), offer)).getFirst();

    // then
    assertThat(reference.problem())
        .hasSize(1024)
        .startsWith("no node ports for Service s-1: webhook")
        .endsWith("...");
  }

  @Test
  void moreReferencesThanTheHubTakesAreNamed() {
    assertThat(SourcePlan.of(route(512), CLUSTER).notes()).isEmpty();

    // given
    SourcePlan plan = SourcePlan.of(route(513), CLUSTER);

    // then
    assertThat(plan.targets()).hasSize(512);
    assertThat(plan.notes())
        .containsExactly(
            Note.warning(
                "UnsupportedField",
                "spec refers to 513 objects, and the hub takes the first 512; split the"
                    + " HTTPRoute"));
  }

  private static List<RouteFacts.Reference> draft(
      SourceObject route, Map<ObjectKey, Offer> offers) {
    Route draft =
        RouteDraft.of(route, SourcePlan.of(route, CLUSTER), CLUSTER, offers, "tenant-primary");
    return draft.getSpec().source().kubernetes().facts().references();
  }

  private static SourceObject route(int backends) {
    String references =
        IntStream.rangeClosed(1, backends)
            .mapToObj("{name: s-%d, port: 80}"::formatted)
            .collect(Collectors.joining(","));
    return FixedCluster.source(
        tree(
            """
            kind: HTTPRoute
            metadata: {name: r, namespace: shop, uid: route-1}
            spec: {rules: [{backendRefs: [%s]}]}
            """
                .formatted(references)));
  }

  private static JsonNode tree(String yaml) {
    return Serialization.unmarshal(yaml, JsonNode.class);
  }
}
