package io.k8c.kubelb.manager.route;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.Service;
import io.k8c.kubelb.kit.testing.Golden;
import io.k8c.kubelb.manager.plan.Programming;
import io.k8c.kubelb.manager.route.spec.Hostname;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What tenants that share a Gateway of the hub get of it. */
class SharedGatewaysGoldenTest {

  @TestFactory
  Stream<DynamicTest> cases() {
    return Golden.cases(
        "manager/src/test/cases/shared-gateways",
        inputs -> {
          TenantCluster hub = new TenantCluster(inputs.trees("hub.yaml"));
          Map<String, SharedView.Tenant> tenants = new TreeMap<>();
          for (String name : List.of("one", "two")) {
            tenants.put("tenant-" + name, new TenantCluster(inputs.trees(name + ".yaml")).shared());
          }
          SharedGateways shared = SharedGateways.of(view(hub, tenants));
          return Map.of("out.yaml", Golden.yaml(tree(shared)));
        });
  }

  private static SharedView view(TenantCluster hub, Map<String, SharedView.Tenant> tenants) {
    Map<String, Service> services = new HashMap<>(hub.served());
    return new SharedView(
        hub.sources(),
        tenants,
        name -> Optional.ofNullable(services.get(name)),
        name -> Optional.empty(),
        name -> new Programming(true, true, List.of()),
        Duration.ofSeconds(5),
        hub.settings()
            .path("holders")
            .valueStream()
            .map(SharedGatewaysGoldenTest::holder)
            .toList());
  }

  private static HostnameHolder holder(JsonNode tree) {
    return new HostnameHolder(
        tree.path("gateway").asText(),
        Hostname.parse(tree.path("hostname").asText()).orElseThrow(),
        tree.path("tenant").asText());
  }

  private static Map<String, Object> tree(SharedGateways shared) {
    Map<String, Object> tree = new LinkedHashMap<>();
    Map<String, Object> gateways = new TreeMap<>();
    shared.gateways().forEach((name, outcome) -> gateways.put(name, Plain.outcome(outcome)));
    tree.put("gateways", gateways);
    Map<String, Object> routes = new TreeMap<>();
    shared
        .routes()
        .forEach(
            (tenant, own) ->
                own.forEach(
                    (name, outcome) -> routes.put(tenant + "/" + name, Plain.outcome(outcome))));
    tree.put("routes", routes);
    tree.put(
        "claimed",
        shared.wanted().stream()
            .map(holder -> holder.tenant() + " " + holder.hostname())
            .sorted()
            .toList());
    Map<String, Object> configs = new TreeMap<>();
    shared.configs().forEach((name, config) -> configs.put(name, Plain.of(config)));
    tree.put("done", configs);
    return tree;
  }
}
