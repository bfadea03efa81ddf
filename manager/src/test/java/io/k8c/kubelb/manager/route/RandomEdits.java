package io.k8c.kubelb.manager.route;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.k8c.kubelb.manager.plan.Programming;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A tenant's objects and the settings of its hub, of which one after the other is edited. */
final class RandomEdits {
  private static final List<String> NODES =
      List.of("[10.0.0.1, 10.0.0.2]", "[10.0.0.1]", "['2001:db8::1', 10.0.0.3]", "[]");
  private static final List<String> POLICIES =
      List.of(
          "{}",
          "{gatewayAPI: {class: eg}}",
          "{gatewayAPI: {defaultGateway: {name: public, namespace: hub}}}",
          "{gatewayAPI: {disable: true}}",
          "{allowedHostnames: ['*.example.com']}",
          "{endpoints: {deniedCIDRs: [10.0.0.2/32]}}");
  private static final List<String> PAIRS =
      List.of(
          "{tls.crt: (certificate), tls.key: (key)}",
          "{tls.crt: (renewed certificate), tls.key: (renewed key)}",
          "{tls.crt: (renewed certificate), tls.key: (key)}",
          "{tls.crt: broken}");
  private static final String HUB =
      """
      kind: Hub
      objects:
        - apiVersion: gateway.networking.k8s.io/v1
          kind: Gateway
          metadata: {name: public, namespace: hub}
          spec: {gatewayClassName: eg}
      """;

  private static final String SHARED_PARENTS = "[{name: public, namespace: hub}]";
  private static final String SHARED =
      """
      apiVersion: gateway.networking.k8s.io/v1
      kind: Gateway
      metadata: {name: public, namespace: hub}
      spec:
        gatewayClassName: kubelb
        listeners:
        - {name: http, port: 80, protocol: HTTP, allowedRoutes: {namespaces: {from: All}}}
        - {name: tcp, port: 9000, protocol: TCP, allowedRoutes: {namespaces: {from: All}}}
        - {name: udp, port: 9000, protocol: UDP, allowedRoutes: {namespaces: {from: All}}}
      """;

  private final Dice dice;
  private final RandomSpecs specs;
  private final Map<String, JsonNode> objects = new LinkedHashMap<>();
  private final ObjectNode hub = (ObjectNode) tree(HUB);
  private boolean served;

  RandomEdits(long seed) {
    this.dice = new Dice(seed);
    this.specs = new RandomSpecs(seed);
    specs.tenant().forEach(object -> objects.put(Facts.uid(object), object));
  }

  /** Makes one edit, and says which. */
  String next() {
    return switch (dice.below(12)) {
      case 0 -> set("nodes", text(NODES));
      case 1 -> set("tenant", text(POLICIES));
      case 2 -> certificate();
      case 3 -> {
        served = !served;
        yield "hub Services " + (served ? "come" : "go");
      }
      case 4 -> "nothing";
      default -> object();
    };
  }

  private String set(String field, String yaml) {
    hub.set(field, value(yaml));
    return field + " " + yaml;
  }

  private String text(List<String> some) {
    return some.get(dice.below(some.size()));
  }

  private String certificate() {
    ObjectNode secret = (ObjectNode) KeyPairs.secret("cert");
    String pair = text(PAIRS);
    secret.set("stringData", value(pair));
    objects.put(Facts.uid(secret), secret);
    return "certificate " + pair;
  }

  /** One comes, changes or goes. */
  private String object() {
    List<JsonNode> fresh = specs.tenant();
    JsonNode object = fresh.get(dice.below(fresh.size()));
    String name = Facts.uid(object);
    if (objects.containsKey(name) && dice.below(3) == 0) {
      objects.remove(name);
      return name + " goes";
    }
    JsonNode before = objects.put(name, object);
    return name + (before == null ? " comes" : " changes");
  }

  /** As it stands now. */
  TenantCluster cluster() {
    List<JsonNode> documents = new ArrayList<>(objects.values());
    documents.add(hub);
    TenantCluster cluster = new TenantCluster(documents);
    if (served) {
      Map<String, Service> _ = cluster.served();
    }
    return cluster;
  }

  /** The same where every route asks for a Gateway of the hub. */
  SharedView shared() {
    List<JsonNode> documents = new ArrayList<>();
    for (JsonNode object : objects.values()) {
      String kind = object.path("kind").asText();
      if (!kind.equals("Gateway") && !kind.equals("ListenerSet")) {
        ObjectNode copy = object.deepCopy();
        if (kind.endsWith("Route")) {
          copy.withObjectProperty("spec").set("parentRefs", value(SHARED_PARENTS));
        }
        documents.add(copy);
      }
    }
    documents.add(hub);
    TenantCluster gateways = new TenantCluster(List.of(tree(SHARED)));
    Map<String, Service> services = served ? gateways.served() : Map.of();
    return new SharedView(
        gateways.view().policy(),
        gateways.sources(),
        Map.of("tenant-one", new TenantCluster(documents).shared()),
        name -> Optional.ofNullable(services.get(name)),
        name -> Optional.empty(),
        name -> new Programming(true, true, List.of()),
        Duration.ofSeconds(5),
        new HostnameOwners(List.of(), holder -> true));
  }

  private static JsonNode value(String yaml) {
    return tree("value: " + yaml).path("value");
  }

  private static JsonNode tree(String yaml) {
    return Serialization.unmarshal(yaml, JsonNode.class);
  }
}
