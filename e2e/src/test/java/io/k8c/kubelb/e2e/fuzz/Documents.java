package io.k8c.kubelb.e2e.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.k8c.kubelb.e2e.fuzz.Specs.Mood;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The objects of a tenant: Gateways that serve, and whatever chance attaches to them. */
final class Documents {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final List<String> ROUTES =
      List.of(
          "HTTPRoute",
          "HTTPRoute",
          "HTTPRoute",
          "HTTPRoute",
          "HTTPRoute",
          "HTTPRoute",
          "GRPCRoute",
          "GRPCRoute",
          "GRPCRoute",
          "Ingress",
          "Ingress",
          "Ingress",
          "Ingress",
          "TLSRoute",
          "TCPRoute",
          "UDPRoute");
  private static final int GATEWAYS = 4;
  private static final int PLAIN = 2;
  private static final int POLICIES = 3;
  private static final int STREAMS = 4;
  private static final double SHAPELESS = 0.1;
  private static final long CREATED = 1_767_225_600L;

  private final Dice dice;
  private final Map<String, Schema> kinds;
  private final Coverage coverage;
  private final Specs specs;

  Documents(Dice dice, Map<String, Schema> kinds, Coverage coverage) {
    this.dice = dice;
    this.kinds = kinds;
    this.coverage = coverage;
    this.specs = new Specs(dice, coverage);
  }

  /** Gateways with their ListenerSets, and policies for Services. */
  List<ObjectNode> ground() {
    List<ObjectNode> ground = new ArrayList<>();
    for (int i = 0; i < GATEWAYS; i++) {
      boolean plain = i < PLAIN;
      ObjectNode gateway = object("Gateway", "gw" + i, plain ? Mood.USUAL : mood());
      ObjectNode set = object("ListenerSet", "gw" + i, plain ? Mood.USUAL : mood());
      if (plain || dice.chance(0.5)) {
        serve(gateway, plain);
        if (set.path("spec") instanceof ObjectNode spec) {
          spec.putObject("parentRef").put("name", "gw" + i);
          listen(spec, 1000);
        }
      }
      ground.add(gateway);
      ground.add(set);
    }
    for (int i = 0; i < POLICIES; i++) {
      ground.add(object("BackendTLSPolicy", "policy" + i, mood()));
    }
    ground.forEach(document -> coverage.count(document.path("kind").asText(), document));
    return ground;
  }

  /** A Gateway, and a route of it that sends a hostname to the Service {@code steady}. */
  List<ObjectNode> steady(String hostname) {
    ObjectNode gateway = bare("Gateway", "steady");
    listen(gateway.putObject("spec"), 0);
    ObjectNode route = bare("HTTPRoute", "steady");
    ObjectNode spec = route.putObject("spec");
    spec.putArray("hostnames").add(hostname);
    spec.putArray("parentRefs").addObject().put("name", "steady");
    ObjectNode rule = spec.putArray("rules").addObject();
    rule.putArray("backendRefs").addObject().put("name", "steady").put("port", 80);
    return List.of(gateway, route);
  }

  /** A route or an Ingress. */
  ObjectNode route(String name) {
    String kind = dice.of(ROUTES);
    ObjectNode route = object(kind, name, mood());
    ObjectNode counted = JSON.objectNode();
    counted.set("spec", route.path("spec"));
    if (kind.equals(Kinds.INGRESS)) {
      counted.set("annotations", plain(route.path("metadata").path("annotations")));
    }
    coverage.count(kind, counted);
    return route;
  }

  private Mood mood() {
    int number = dice.below(100);
    if (number < 77) {
      return Mood.USUAL;
    }
    return number < 88 ? Mood.BOLD : number < 91 ? Mood.LENGTHY : Mood.HOSTILE;
  }

  private ObjectNode object(String kind, String name, Mood mood) {
    ObjectNode object = bare(kind, name);
    ObjectNode metadata = object.withObject("/metadata");
    metadata.put("generation", 1 + dice.below(3));
    metadata.put("creationTimestamp", Instant.ofEpochSecond(CREATED + dice.below(1000)).toString());
    JsonNode parts = specs.value(kind, kinds.get(kind), mood);
    if (mood == Mood.HOSTILE && dice.chance(SHAPELESS)) {
      shapeless(object);
    } else if (!parts.path("spec").isMissingNode()) {
      object.set("spec", parts.path("spec"));
    }
    if (parts.path("annotations").isObject()) {
      ObjectNode annotations = metadata.putObject("annotations");
      parts
          .path("annotations")
          .properties()
          .forEach(
              entry ->
                  annotations.set(
                      "nginx.ingress.kubernetes.io/" + entry.getKey(), entry.getValue()));
    }
    return object;
  }

  /** Not even a structure. */
  private void shapeless(ObjectNode object) {
    switch (dice.below(4)) {
      case 0 -> object.put("spec", "x");
      case 1 -> object.putArray("spec").add("x");
      case 2 -> object.putNull("spec");
      default -> object.remove("spec");
    }
  }

  /** As if it were the oldest. */
  private static ObjectNode bare(String kind, String name) {
    ObjectNode object = JSON.objectNode();
    object.put(
        "apiVersion",
        kind.equals(Kinds.INGRESS) ? "networking.k8s.io/v1" : "gateway.networking.k8s.io/v1");
    object.put("kind", kind);
    ObjectNode metadata = object.putObject("metadata");
    metadata.put("name", name).put("namespace", "default").put("generation", 1);
    metadata.put("creationTimestamp", Instant.ofEpochSecond(CREATED - 1).toString());
    return object;
  }

  private static ObjectNode plain(JsonNode annotations) {
    ObjectNode plain = JSON.objectNode();
    annotations
        .properties()
        .forEach(
            entry ->
                plain.set(
                    entry.getKey().substring(entry.getKey().indexOf('/') + 1), entry.getValue()));
    return plain;
  }

  /** Puts listeners in front that take routes of all kinds. */
  private void serve(ObjectNode gateway, boolean plain) {
    if (!(gateway.path("spec") instanceof ObjectNode spec)) {
      return;
    }
    listen(spec, 0);
    if (plain) {
      spec.remove(List.of("addresses", "infrastructure"));
      spec.putObject("allowedListeners").putObject("namespaces").put("from", "All");
    }
  }

  private static void listen(ObjectNode spec, int above) {
    ArrayNode listeners = JSON.arrayNode();
    listeners.add(listener("http", "HTTP", above + 80));
    listeners.add(listener("https", "HTTPS", above + 443));
    listeners.add(listener("tls", "TLS", above + 8443));
    ((ObjectNode) listeners.get(2)).putObject("tls").put("mode", "Passthrough");
    listeners.add(listener("ends", "TLS", above + 8444));
    for (int i = 0; i < STREAMS; i++) {
      listeners.add(listener("tcp" + i, "TCP", above + 9000 + i));
      listeners.add(listener("udp" + i, "UDP", above + 9100 + i));
    }
    if (spec.path("listeners").isArray()) {
      spec.path("listeners").forEach(listeners::add);
    }
    spec.set("listeners", listeners);
  }

  private static ObjectNode listener(String name, String protocol, int port) {
    ObjectNode listener = JSON.objectNode();
    listener.put("name", name).put("protocol", protocol).put("port", port);
    listener.withObject("/allowedRoutes/namespaces").put("from", "All");
    if (protocol.equals("HTTPS") || name.equals("ends")) {
      listener.withObject("/tls").putArray("certificateRefs").addObject().put("name", "cert0");
    }
    return listener;
  }

  /** Name of the Route in the hub. */
  static String uid(JsonNode document) {
    return (document.path("kind").asText() + "-" + document.path("metadata").path("name").asText())
        .toLowerCase(Locale.ROOT);
  }
}
