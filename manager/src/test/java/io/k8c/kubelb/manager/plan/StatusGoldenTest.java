package io.k8c.kubelb.manager.plan;

import com.fasterxml.jackson.databind.JsonNode;
import io.k8c.kubelb.api.Config;
import io.k8c.kubelb.api.Tenant;
import io.k8c.kubelb.kit.testing.Covers;
import io.k8c.kubelb.kit.testing.Golden;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What is said of Tenants and of Config. */
class StatusGoldenTest {

  @TestFactory
  @Covers({
    "Tenant.spec.gatewayAPI.defaultGateway.fieldPath",
    "Tenant.spec.gatewayAPI.defaultGateway.resourceVersion",
    "Tenant.spec.gatewayAPI.defaultGateway.uid",
    "Tenant.status.phase",
    "Tenant.status.namespace",
    "Tenant.status.conditions[].type",
    "Tenant.status.conditions[].status",
    "Tenant.status.conditions[].reason",
    "Tenant.status.conditions[].message"
  })
  Stream<DynamicTest> tenant() {
    return Golden.cases(
        "manager/src/test/cases/tenant-status",
        inputs -> Map.of("out.yaml", yaml(tenantStatus(inputs.tree("in.yaml")))));
  }

  private static TenantStatus tenantStatus(JsonNode tree) {
    Tenant tenant = Inputs.read(tree.required("tenant"), Tenant.class);
    String namespace = tree.required("namespace").asText();
    if (tree.has("refused")) {
      return TenantStatus.refused(namespace, tree.get("refused").asText());
    }
    if (tree.has("holder")) {
      return TenantStatus.conflict(namespace, Inputs.read(tree.get("holder"), Tenant.class));
    }
    if (tree.has("left")) {
      return TenantStatus.terminating(namespace, tree.get("left").asText());
    }
    JsonNode proxies = tree.required("proxies");
    return TenantStatus.of(
        tenant,
        namespace,
        new TenantStatus.Proxies(
            proxies.required("needed").asBoolean(),
            proxies.required("ready").asInt(),
            proxies.path("unmonitored").asBoolean()));
  }

  private static String yaml(TenantStatus status) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("phase", status.phase());
    tree.put("namespace", status.namespace());
    tree.put("conditions", Inputs.verdicts(status.verdicts()));
    tree.put("events", Inputs.notes(status.note().map(List::of).orElse(List.of())));
    return Golden.yaml(tree);
  }

  @TestFactory
  @Covers({
    "Config.spec.gatewayAPI.defaultGateway.fieldPath",
    "Config.spec.gatewayAPI.defaultGateway.resourceVersion",
    "Config.spec.gatewayAPI.defaultGateway.uid",
    "Config.spec.envoyProxy.topology",
    "Config.spec.envoyProxy.affinity",
    "Config.status.conditions[].type",
    "Config.status.conditions[].status",
    "Config.status.conditions[].reason",
    "Config.status.conditions[].message"
  })
  Stream<DynamicTest> config() {
    return Golden.cases(
        "manager/src/test/cases/config-status",
        inputs -> {
          JsonNode tree = inputs.tree("in.yaml");
          return Map.of(
              "out.yaml",
              Golden.yaml(
                  Inputs.verdicts(
                      ConfigStatus.of(
                          tree.required("name").asText(),
                          Inputs.read(tree.required("spec"), Config.Spec.class)))));
        });
  }
}
