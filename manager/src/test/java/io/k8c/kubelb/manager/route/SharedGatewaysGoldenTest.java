package io.k8c.kubelb.manager.route;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.k8c.kubelb.api.SyncSecret;
import io.k8c.kubelb.kit.testing.Golden;
import io.k8c.kubelb.manager.plan.Programming;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
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
          List<JsonNode> documents = inputs.trees("hub.yaml");
          TenantCluster hub = new TenantCluster(documents);
          Map<String, SharedView.Tenant> tenants = new TreeMap<>();
          for (String name : List.of("one", "two")) {
            tenants.put("tenant-" + name, new TenantCluster(inputs.trees(name + ".yaml")).shared());
          }
          SharedGateways shared = SharedGateways.of(view(documents, hub, tenants));
          return Map.of("out.yaml", Golden.yaml(tree(shared)));
        });
  }

  private static SharedView view(
      List<JsonNode> documents, TenantCluster hub, Map<String, SharedView.Tenant> tenants) {
    Map<String, Service> services = new HashMap<>(hub.served());
    ListenerSecrets secrets = secrets(documents, hub.settings());
    return new SharedView(
        hub.view().policy(),
        of(documents, "Gateway")
            .map(SharedGatewaysGoldenTest::object)
            .map(secrets::gateway)
            .toList(),
        tenants,
        name -> Optional.ofNullable(services.get(name)),
        name -> Optional.ofNullable(secrets.secrets().get(name)),
        name -> new Programming(true, true, List.of()),
        Duration.ofSeconds(5),
        new HostnameOwners(
            TenantCluster.holders(hub.settings()),
            holder ->
                Optional.ofNullable(tenants.get(holder.tenant()))
                    .filter(
                        tenant ->
                            SharedHostnames.covers(
                                tenant.policy().layer7().allowedHostnames(), holder.hostname()))
                    .isPresent()));
  }

  private static ListenerSecrets secrets(List<JsonNode> documents, JsonNode settings) {
    Map<String, SyncSecret> secrets = new HashMap<>();
    of(documents, "Secret")
        .forEach(
            document -> {
              SyncSecret secret = TenantCluster.secret(document);
              String key =
                  ListenerSecrets.key(
                      document.at("/metadata/namespace").asText(),
                      document.at("/metadata/name").asText());
              secret.getMetadata().setName(key);
              secrets.put(key, secret);
            });
    return new ListenerSecrets(
        settings
            .path("secretNamespaces")
            .valueStream()
            .map(JsonNode::asText)
            .collect(Collectors.toSet()),
        secrets,
        of(documents, "ReferenceGrant").map(SharedGatewaysGoldenTest::object).toList());
  }

  private static Stream<JsonNode> of(List<JsonNode> documents, String kind) {
    return documents.stream().filter(document -> document.path("kind").asText().equals(kind));
  }

  private static GenericKubernetesResource object(JsonNode document) {
    GenericKubernetesResource object =
        Serialization.unmarshal(document.toString(), GenericKubernetesResource.class);
    object.getMetadata().setUid(Facts.uid(document));
    object.getMetadata().setGeneration(1L);
    return object;
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
