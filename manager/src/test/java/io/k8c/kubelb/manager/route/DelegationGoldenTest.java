package io.k8c.kubelb.manager.route;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.k8c.kubelb.kit.testing.Covers;
import io.k8c.kubelb.kit.testing.Golden;
import io.k8c.kubelb.manager.route.delegate.Delegation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What is left to other controllers of the hub, what is refused, and what comes back. */
class DelegationGoldenTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TestFactory
  @Covers({
    "Config.spec.gatewayAPI.class",
    "Config.spec.gatewayAPI.disable",
    "Config.spec.ingress.class",
    "Config.spec.ingress.disable",
    "Route.spec.source.kubernetes.facts.parents[].found",
    "Tenant.spec.allowedHostnames",
    "Tenant.spec.gatewayAPI.class",
    "Tenant.spec.gatewayAPI.disable",
    "Tenant.spec.gatewayAPI.defaultGateway.name",
    "Tenant.spec.gatewayAPI.defaultGateway.namespace",
    "Tenant.spec.ingress.class",
    "Tenant.spec.ingress.disable"
  })
  Stream<DynamicTest> cases() {
    return Golden.cases(
        "manager/src/test/cases/delegation",
        inputs -> {
          TenantCluster cluster = new TenantCluster(inputs.trees("in.yaml"));
          Layer7 layer7 = Delegation.of(cluster.view(), cluster.hub(), cluster.sharing());
          Map<String, Object> tree = new LinkedHashMap<>();
          for (ParsedSource source : cluster.sources()) {
            Outcome outcome = layer7.outcomes().get(source.name());
            Map<String, Object> said = new LinkedHashMap<>();
            said.put("said", Plain.outcome(outcome));
            if (!outcome.delegates().isEmpty()) {
              said.put(
                  "written",
                  outcome.delegates().stream().map(DelegationGoldenTest::plain).toList());
            }
            tree.put(source.self().toString(), said);
          }
          if (!layer7.asked().isEmpty()) {
            tree.put(
                "asked",
                layer7.asked().stream()
                    .map(holder -> holder.gateway() + " " + holder.hostname())
                    .toList());
          }
          return Map.of("out.yaml", Golden.yaml(tree));
        });
  }

  /** Without what all of them have in common. */
  private static JsonNode plain(HasMetadata object) {
    ObjectNode tree = JSON.valueToTree(object);
    ObjectNode metadata = tree.withObject("/metadata");
    metadata.remove("namespace");
    ObjectNode labels = metadata.withObject("/labels");
    labels.remove(List.of("kubelb.k8c.io/managed-by", "kubelb.k8c.io/tenant"));
    if (tree.path("kind").asText().equals("Secret")) {
      tree.remove("data");
    }
    return tree;
  }
}
