package io.k8c.kubelb.ccm.source;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.k8c.kubelb.api.Route;
import io.k8c.kubelb.api.SupportedFeatures;
import io.k8c.kubelb.kit.GatewayClassStatus;
import io.k8c.kubelb.kit.Note;
import io.k8c.kubelb.kit.testing.Covers;
import io.k8c.kubelb.kit.testing.Golden;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What of layer 7 passes between a tenant cluster and the hub, both ways. */
class RouteGoldenTest {
  private static final KubernetesSerialization KUBERNETES = new KubernetesSerialization();
  private static final JsonMapper SORTED =
      JsonMapper.builder().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS).build();

  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  @TestFactory
  @Covers({
    "Route.spec.endpoints[].addressesReference.name",
    "Route.spec.endpoints[].ports[].port",
    "Route.spec.endpoints[].ports[].protocol",
    "Route.spec.source.kubernetes.facts.namespaceLabels",
    "Route.spec.source.kubernetes.facts.parents[].uid",
    "Route.spec.source.kubernetes.facts.references[].addresses[].hostname",
    "Route.spec.source.kubernetes.facts.references[].addresses[].ip",
    "Route.spec.source.kubernetes.facts.references[].authorities",
    "Route.spec.source.kubernetes.facts.references[].found",
    "Route.spec.source.kubernetes.facts.references[].granted",
    "Route.spec.source.kubernetes.facts.references[].group",
    "Route.spec.source.kubernetes.facts.references[].kind",
    "Route.spec.source.kubernetes.facts.references[].name",
    "Route.spec.source.kubernetes.facts.references[].namespace",
    "Route.spec.source.kubernetes.facts.references[].ports[].appProtocol",
    "Route.spec.source.kubernetes.facts.references[].ports[].name",
    "Route.spec.source.kubernetes.facts.references[].ports[].nodePort",
    "Route.spec.source.kubernetes.facts.references[].ports[].port",
    "Route.spec.source.kubernetes.facts.references[].ports[].protocol",
    "Route.spec.source.kubernetes.facts.references[].problem",
    "Route.spec.source.kubernetes.facts.references[].syncSecret",
    "Route.spec.source.kubernetes.facts.references[].uid",
    "Route.spec.source.kubernetes.resource"
  })
  Stream<DynamicTest> sourceToHub() {
    return Golden.cases(
        "ccm/src/test/cases/source-to-hub",
        inputs -> {
          JsonNode tree = inputs.tree("in.yaml");
          FixedCluster cluster = new FixedCluster(tree.path("cluster"));
          SourceObject object = FixedCluster.source(tree.required("object"));
          SourcePlan plan = SourcePlan.of(object, cluster);
          if (!plan.ours()) {
            return Map.of("out.yaml", Golden.yaml("not ours"));
          }
          Route route =
              RouteDraft.of(object, plan, cluster, cluster.offers(plan), "tenant-primary");
          Map<String, Object> out = new LinkedHashMap<>();
          out.put("route", SORTED.valueToTree(route));
          out.put("secrets", plan.secrets().stream().map(ObjectKey::toString).sorted().toList());
          return Map.of("out.yaml", Golden.yaml(out));
        });
  }

  @TestFactory
  @Covers({"Route.status.observedGeneration", "Route.status.resources.route.status"})
  Stream<DynamicTest> sourceStatusBack() {
    return Golden.cases(
        "ccm/src/test/cases/source-status-back",
        inputs -> {
          JsonNode tree = inputs.tree("in.yaml");
          SourceObject object = FixedCluster.source(tree.required("object"));
          Optional<JsonNode> status = status(tree, object);
          Map<String, Object> out = new LinkedHashMap<>();
          out.put("status", status.<Object>map(node -> node).orElse("nothing to write"));
          out.put(
              "events",
              status
                  .filter(_ -> tree.has("hub"))
                  .map(after -> events(StatusNotes.of(object.status(), after)))
                  .orElse(List.of()));
          return Map.of("out.yaml", Golden.yaml(out));
        });
  }

  private static Optional<JsonNode> status(JsonNode tree, SourceObject object) {
    if (tree.has("refused")) {
      return Refusal.of(
          object,
          SourcePlan.of(object, new FixedCluster(tree.path("cluster"))).parents(),
          tree.path("refused").asText(),
          NOON);
    }
    return tree.has("hub")
        ? StatusMerge.of(object, KUBERNETES.convertValue(tree.required("hub"), Route.class))
        : StatusMerge.withoutUs(
            object,
            Optional.ofNullable(tree.get("formerHub"))
                .map(hub -> KUBERNETES.convertValue(hub, Route.class)));
  }

  @TestFactory
  Stream<DynamicTest> twins() {
    return Golden.cases(
        "ccm/src/test/cases/twins",
        inputs -> {
          JsonNode tree = inputs.tree("in.yaml");
          Service service = KUBERNETES.convertValue(tree.required("service"), Service.class);
          Object out =
              switch (new FixedCluster(tree.path("cluster")).twin(service)) {
                case TwinPlan.Own own -> Map.of("own", own.offer().ports());
                case TwinPlan.Refused refused ->
                    Map.of("refused", refused.offer().problem().orElseThrow());
                case TwinPlan.Twin twin -> Map.of("twin", SORTED.valueToTree(twin.desired()));
              };
          return Map.of("out.yaml", Golden.yaml(out));
        });
  }

  @TestFactory
  Stream<DynamicTest> gatewayClasses() {
    return Golden.cases(
        "ccm/src/test/cases/gateway-class",
        inputs -> {
          JsonNode tree = inputs.tree("in.yaml");
          Optional<JsonNode> status =
              GatewayClassStatus.of(
                  KUBERNETES.unmarshal(
                      tree.required("object").toString(), GenericKubernetesResource.class),
                  SupportedFeatures.ALL,
                  Optional.ofNullable(tree.path("bundleVersion").asText(null)),
                  NOON);
          return Map.of(
              "out.yaml", Golden.yaml(status.<Object>map(node -> node).orElse("nothing to write")));
        });
  }

  private static List<String> events(List<Note> notes) {
    return notes.stream()
        .map(
            note ->
                "%s %s: %s"
                    .formatted(
                        note.warning() ? "Warning" : "Normal", note.reason(), note.message()))
        .toList();
  }
}
