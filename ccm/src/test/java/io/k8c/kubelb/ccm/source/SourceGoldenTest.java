package io.k8c.kubelb.ccm.source;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.k8c.kubelb.api.Durations;
import io.k8c.kubelb.api.EndpointAddress;
import io.k8c.kubelb.api.LoadBalancer;
import io.k8c.kubelb.kit.Note;
import io.k8c.kubelb.kit.testing.Covers;
import io.k8c.kubelb.kit.testing.Golden;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What passes between a tenant cluster and the hub, both ways. */
class SourceGoldenTest {
  private static final KubernetesSerialization KUBERNETES = new KubernetesSerialization();
  private static final JsonMapper SORTED =
      JsonMapper.builder().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS).build();

  @TestFactory
  @Covers({
    "LoadBalancer.spec.endpoints[].addresses[].hostname",
    "LoadBalancer.spec.endpoints[].addresses[].ip",
    "LoadBalancer.spec.endpoints[].addressesReference.name",
    "LoadBalancer.spec.endpoints[].ports[].name",
    "LoadBalancer.spec.endpoints[].ports[].port",
    "LoadBalancer.spec.endpoints[].ports[].protocol",
    "LoadBalancer.spec.externalTrafficPolicy",
    "LoadBalancer.spec.ipFamilyPolicy",
    "LoadBalancer.spec.loadBalancerSourceRanges[]",
    "LoadBalancer.spec.persistence.type",
    "LoadBalancer.spec.ports[].name",
    "LoadBalancer.spec.ports[].port",
    "LoadBalancer.spec.ports[].protocol",
    "LoadBalancer.spec.type"
  })
  Stream<DynamicTest> serviceToHub() {
    return Golden.cases(
        "ccm/src/test/cases/service-to-hub",
        inputs -> Map.of("out.yaml", shipped(inputs.tree("in.yaml"))));
  }

  private static String shipped(JsonNode tree) {
    Service service = KUBERNETES.convertValue(tree.required("service"), Service.class);
    ServiceSettings settings =
        new ServiceSettings(
            "tenant-primary",
            tree.path("useClass").asBoolean(false),
            tree.path("ownsStatus").asBoolean(true));
    Map<String, Object> out = new LinkedHashMap<>();
    if (!ServiceSource.isOurs(service, settings)) {
      return Golden.yaml("not ours");
    }
    Shipment<LoadBalancer> shipment = ServiceSource.toHub(service, settings, local(tree));
    out.put("object", SORTED.valueToTree(shipment.object().orElse(null)));
    out.put("events", events(shipment.notes()));
    return Golden.yaml(out);
  }

  private static List<EndpointAddress> local(JsonNode tree) {
    return tree.path("local").valueStream().map(ip -> EndpointAddress.ofIp(ip.asText())).toList();
  }

  @TestFactory
  @Covers({
    "LoadBalancer.status.conditions[].lastTransitionTime",
    "LoadBalancer.status.conditions[].message",
    "LoadBalancer.status.conditions[].reason",
    "LoadBalancer.status.conditions[].status",
    "LoadBalancer.status.conditions[].type",
    "LoadBalancer.status.loadBalancer.ingress[].hostname",
    "LoadBalancer.status.loadBalancer.ingress[].ip",
    "LoadBalancer.status.loadBalancer.ingress[].ipMode",
    "LoadBalancer.status.loadBalancer.ingress[].ports[].error",
    "LoadBalancer.status.loadBalancer.ingress[].ports[].port",
    "LoadBalancer.status.loadBalancer.ingress[].ports[].protocol"
  })
  Stream<DynamicTest> serviceStatusBack() {
    return Golden.cases(
        "ccm/src/test/cases/service-status-back",
        inputs -> {
          JsonNode tree = inputs.tree("in.yaml");
          LoadBalancer hub = KUBERNETES.convertValue(tree.required("hub"), LoadBalancer.class);
          Return<Service> back =
              ServiceSource.statusBack(
                  KUBERNETES.convertValue(tree.required("service"), Service.class), hub);
          Map<String, Object> out = new LinkedHashMap<>();
          out.put("applied", SORTED.valueToTree(back.status()));
          out.put("events", events(back.notes()));
          out.put("waitsFor", events(ServiceSource.waitsFor(hub).stream().toList()));
          return Map.of("out.yaml", Golden.yaml(out));
        });
  }

  @TestFactory
  @Covers({"Addresses.spec.addresses[].ip", "Addresses.spec.addresses[].hostname"})
  Stream<DynamicTest> nodeAddresses() {
    return Golden.cases(
        "ccm/src/test/cases/node-addresses",
        inputs -> {
          JsonNode tree = inputs.tree("in.yaml");
          NodeAddresses found =
              NodeAddresses.of(
                  tree.required("nodes")
                      .valueStream()
                      .map(node -> KUBERNETES.convertValue(node, Node.class))
                      .toList(),
                  NodeAddressType.valueOf(tree.path("type").asText("InternalIP")),
                  Durations.parse("120s"),
                  Instant.parse("2026-01-01T12:00:00Z"));
          Map<String, Object> out = new LinkedHashMap<>();
          out.put("addresses", found.addresses());
          out.put("recheckAfter", found.recheck().map(Object::toString).orElse("never"));
          out.put("fallback", found.fallback());
          return Map.of("out.yaml", Golden.yaml(out));
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
