package io.k8c.kubelb.manager.route;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/** Manifests of a tenant as nobody would write them. */
final class RandomSpecs {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> ROUTES =
      List.of("HTTPRoute", "GRPCRoute", "TLSRoute", "TCPRoute", "UDPRoute");

  private final Dice dice;
  private final RandomRules rules;

  RandomSpecs(long seed) {
    this.dice = new Dice(seed);
    this.rules = new RandomRules(dice);
  }

  /** Two of every kind. */
  List<JsonNode> tenant() {
    List<JsonNode> documents = new ArrayList<>(List.of(KeyPairs.secret("cert")));
    for (int i = 0; i < 2; i++) {
      documents.add(object("Gateway", "gw" + i, gateway()));
      documents.add(object("ListenerSet", "set" + i, listenerSet()));
      documents.add(object("BackendTLSPolicy", "policy" + i, policy()));
      documents.add(
          object("Service", "svc" + i, dice.fields().with("ports", dice.many(servicePort()))));
      for (String kind : ROUTES) {
        documents.add(object(kind, kind.toLowerCase(Locale.ROOT) + i, route(kind)));
      }
    }
    return documents;
  }

  private static JsonNode object(String kind, String name, Supplier<Object> spec) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("apiVersion", kind.equals("Service") ? "v1" : "gateway.networking.k8s.io/v1");
    tree.put("kind", kind);
    tree.put("metadata", Map.of("name", name));
    tree.put("spec", spec.get());
    return JSON.valueToTree(tree);
  }

  private Supplier<Object> gateway() {
    return dice.fields()
        .with("listeners", dice.many(listener()))
        .with("allowedListeners", dice.fields().with("namespaces", namespaces()))
        .with(
            "addresses",
            dice.many(
                dice.fields()
                    .with("type", dice.rarely("Hostname", "IPAddress"))
                    .with("value", dice.rarely("x", "192.0.2.9"))))
        .with(
            "infrastructure", dice.fields().with("labels", dice.fields().with("a", dice.one("b"))))
        .with("tls", dice.fields().with("frontend", dice.fields().with("default", validation())));
  }

  private Supplier<Object> validation() {
    Supplier<Object> authority = dice.fields().with("name", dice.one("ca"));
    return () ->
        dice.below(4) == 0
            ? Map.of("validation", Map.of("caCertificateRefs", dice.many(authority).get()))
            : Map.of();
  }

  private Supplier<Object> listenerSet() {
    return dice.fields()
        .with("parentRef", () -> Map.of("name", "gw" + dice.below(2)))
        .with("listeners", dice.many(listener()));
  }

  private Supplier<Object> namespaces() {
    return dice.fields().with("from", dice.one("Same", "All", "Selector", "None"));
  }

  private Supplier<Object> listener() {
    Supplier<Object> certificate = dice.fields().with("name", dice.one("cert"));
    return dice.fields()
        .with("name", dice.one("a", "b", "c"))
        .with("port", dice.rarely(70000, 80, 443, 5000, 5001, 5002, 5003))
        .with("protocol", dice.rarely("SCTP", "HTTP", "HTTP", "HTTPS", "TLS", "TCP", "UDP"))
        .with("hostname", rules.hostname())
        .with(
            "tls",
            dice.fields()
                .with("mode", dice.one("Terminate", "Passthrough"))
                .with("certificateRefs", dice.many(certificate)))
        .with(
            "allowedRoutes",
            dice.fields()
                .with("namespaces", namespaces())
                .with(
                    "kinds",
                    () -> dice.below(9) == 0 ? List.of(Map.of("kind", "TCPRoute")) : List.of()));
  }

  private Supplier<Object> route(String kind) {
    Supplier<Object> parent =
        dice.fields()
            .with("name", dice.one("gw0", "gw1"))
            .with("sectionName", () -> dice.below(3) == 0 ? "a" : null)
            .with("port", () -> dice.below(3) == 0 ? 80 : null);
    Supplier<Object> set = () -> Map.of("kind", "ListenerSet", "name", "set" + dice.below(2));
    return dice.fields()
        .with("parentRefs", () -> List.of(parent.get(), parent.get(), set.get()))
        .with("hostnames", dice.many(rules.hostname()))
        .with("rules", dice.many(rules.rule(kind)));
  }

  private Supplier<Object> servicePort() {
    return dice.fields()
        .with("name", dice.one("p"))
        .with("port", () -> 80 + dice.below(2))
        .with("protocol", () -> dice.below(4) == 0 ? "UDP" : "TCP")
        .with("appProtocol", dice.rarely("kubernetes.io/wss", "http", "kubernetes.io/h2c"));
  }

  private Supplier<Object> policy() {
    Supplier<Object> target =
        dice.fields()
            .with("kind", dice.one("Service"))
            .with("name", dice.one("svc0", "svc1"))
            .with("sectionName", dice.one("p"));
    Supplier<Object> subject =
        dice.fields()
            .with("type", dice.one("Hostname", "URI"))
            .with("hostname", rules.hostname())
            .with("uri", dice.rarely(" ", "spiffe://a/b"));
    return dice.fields()
        .with("targetRefs", dice.many(target))
        .with(
            "validation",
            dice.fields()
                .with("hostname", rules.hostname())
                .with("wellKnownCACertificates", dice.rarely("Mine", "System"))
                .with("subjectAltNames", dice.many(subject)));
  }
}
