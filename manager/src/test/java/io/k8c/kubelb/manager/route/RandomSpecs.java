package io.k8c.kubelb.manager.route;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Manifests of a tenant as nobody would write them. */
final class RandomSpecs {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> ROUTES =
      List.of("HTTPRoute", "GRPCRoute", "TLSRoute", "TCPRoute", "UDPRoute");

  private static final List<Object> GOOD =
      List.of(
          good("HTTP", 80), good("HTTPS", 443), good("TLS", 444), good("TCP", 1), good("UDP", 1));

  private final Dice dice;
  private final RandomRules rules;

  RandomSpecs(long seed) {
    this.dice = new Dice(seed);
    this.rules = new RandomRules(dice);
  }

  /** Two of every kind. */
  List<JsonNode> tenant() {
    List<JsonNode> documents =
        new ArrayList<>(List.of(KeyPairs.secret("cert"), KeyPairs.authorities("ca")));
    for (int i = 0; i < 2; i++) {
      documents.add(object("Gateway", "gw" + i, gateway()));
      documents.add(object("ListenerSet", "set" + i, listenerSet()));
      documents.add(object("BackendTLSPolicy", "policy" + i, policy()));
      documents.add(
          object("Service", "svc" + i, dice.fields().with("ports", dice.some(servicePort()))));
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
    Supplier<Object> address =
        dice.fields()
            .maybe("type", dice.rarely("Hostname", "IPAddress"))
            .maybe("value", dice.rarely("x", "192.0.2.9"));
    return dice.fields()
        .with("listeners", () -> Stream.concat(GOOD.stream(), extra()).toList())
        .with("allowedListeners", dice.fields().with("namespaces", namespaces()))
        .with("addresses", () -> dice.below(9) == 0 ? List.of(address.get()) : List.of())
        .maybe("infrastructure", this::infrastructure)
        .maybe(
            "tls",
            dice.fields()
                .with("frontend", dice.fields().with("default", validation()))
                .maybe("backend", () -> Map.of("clientCertificateRef", Map.of("name", "cert"))));
  }

  private Object infrastructure() {
    return dice.below(5) == 0
        ? Map.of("parametersRef", Map.of("group", "x", "kind", "X", "name", "x"))
        : Map.of("labels", Map.of("a", "b"));
  }

  private Stream<Object> extra() {
    return dice.below(2) == 0 ? Stream.of() : Stream.of(listener().get(), listener().get());
  }

  private static Map<String, Object> good(String protocol, int port) {
    return Map.of(
        "name",
        protocol.toLowerCase(Locale.ROOT),
        "protocol",
        protocol,
        "port",
        port,
        "tls",
        Map.of("certificateRefs", List.of(Map.of("name", "cert"))));
  }

  private Supplier<Object> validation() {
    Supplier<Object> authority =
        dice.fields()
            .with("group", dice.one(""))
            .with("kind", dice.rarely("Secret", "ConfigMap"))
            .with("name", dice.rarely("absent", "ca"));
    return dice.fields()
        .maybe("validation", dice.fields().with("caCertificateRefs", dice.some(authority)));
  }

  private Supplier<Object> listenerSet() {
    return dice.fields()
        .with("parentRef", () -> Map.of("name", "gw" + dice.below(2)))
        .with("listeners", dice.some(listener()));
  }

  private Supplier<Object> namespaces() {
    return dice.fields().with("from", dice.rarely("None", "Same", "All"));
  }

  private Supplier<Object> listener() {
    Supplier<Object> certificate = dice.fields().with("name", dice.rarely("absent", "cert"));
    Supplier<Object> http3 =
        dice.fields().with("kubelb.k8c.io/http3", dice.rarely("maybe", "true"));
    return () -> {
      Object protocol = dice.rarely("SCTP", "HTTP", "HTTPS", "TLS", "TCP", "UDP").get();
      return dice.fields()
          .with("name", dice.one("a", "b", "c", "d", "e"))
          .with("port", () -> port(protocol))
          .with("protocol", () -> protocol)
          .maybe("hostname", rules.hostname())
          .with(
              "tls",
              dice.fields()
                  .maybe("mode", dice.one("Terminate", "Passthrough"))
                  .maybe("options", http3)
                  .with("certificateRefs", dice.some(certificate)))
          .maybe(
              "allowedRoutes",
              dice.fields().with("namespaces", namespaces()).maybe("kinds", this::kinds))
          .get();
    };
  }

  /** Mostly one that listeners of other protocols do not want. */
  private Object port(Object protocol) {
    if (dice.below(20) == 0) {
      return 70000;
    }
    return switch (String.valueOf(protocol)) {
      case "HTTP" -> 80 + dice.below(3);
      case "HTTPS", "TLS" -> 443 + dice.below(2);
      default -> 5000 + dice.below(20);
    };
  }

  private Object kinds() {
    return List.of(
        Map.of("kind", "HTTPRoute"), Map.of("kind", dice.below(9) == 0 ? "X" : "TLSRoute"));
  }

  private Supplier<Object> route(String kind) {
    Supplier<Object> parent =
        dice.fields()
            .with("name", dice.one("gw0", "gw1"))
            .with("sectionName", () -> dice.below(20) == 0 ? "a" : null)
            .with("port", () -> dice.below(20) == 0 ? 80 : null);
    Supplier<Object> set = () -> Map.of("kind", "ListenerSet", "name", "set" + dice.below(2));
    return dice.fields()
        .with("parentRefs", () -> List.of(parent.get(), set.get()))
        .maybe("hostnames", dice.some(rules.hostname()))
        .with("rules", dice.some(rules.rule(kind)));
  }

  private Supplier<Object> servicePort() {
    return dice.fields()
        .with("name", dice.one("p"))
        .with("port", () -> 80 + dice.below(2))
        .with("protocol", () -> dice.below(3) == 0 ? "UDP" : "TCP")
        .maybe("appProtocol", dice.rarely("kubernetes.io/wss", "http", "kubernetes.io/h2c"));
  }

  private Supplier<Object> policy() {
    Supplier<Object> target =
        dice.fields()
            .with("kind", dice.one("Service"))
            .with("name", dice.one("svc0", "svc1"))
            .maybe("sectionName", dice.one("p"));
    Supplier<Object> authority =
        dice.fields()
            .with("group", dice.one(""))
            .with("kind", dice.one("ConfigMap"))
            .with("name", dice.rarely("absent", "ca"));
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
                .with("hostname", dice.rarely("*.example.com", "a.example.com"))
                .maybe("wellKnownCACertificates", dice.rarely("Mine", "System"))
                .maybe("caCertificateRefs", dice.some(authority))
                .maybe("subjectAltNames", dice.many(subject)));
  }
}
