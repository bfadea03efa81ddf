package io.k8c.kubelb.e2e.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.k8c.kubelb.api.EndpointAddress;
import io.k8c.kubelb.api.Protocol;
import io.k8c.kubelb.api.RouteFacts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Facts as a CCM tells them, now and then wrong ones, within the schema of the hub. */
final class RandomFacts {
  private static final double LIE = 0.02;
  private static final Set<String> KNOWN =
      Set.of(
          "backendRefs",
          "backendRef",
          "certificateRefs",
          "clientCertificateRef",
          "caCertificateRefs",
          "service",
          "secretName");
  private static final List<String> PROTOCOLS =
      List.of("", "http", "kubernetes.io/h2c", "https", "grpc", "kubernetes.io/ws", "?");

  private final Dice dice;
  private final Material material;
  private final Optional<Integer> steady;

  /**
   * Facts of one state of a cluster.
   *
   * @param steady node port of the Service {@code steady}
   */
  RandomFacts(Dice dice, Material material, Optional<Integer> steady) {
    this.dice = dice;
    this.material = material;
    this.steady = steady;
  }

  RouteFacts of(JsonNode document) {
    List<RouteFacts.Parent> parents = new ArrayList<>();
    JsonNode spec = document.path("spec");
    spec.path("parentRefs").valueStream().limit(32).map(this::parent).forEach(parents::add);
    if (spec.has("parentRef")) {
      parents.add(parent(spec.path("parentRef")));
    }
    Map<String, RouteFacts.Reference> references = new LinkedHashMap<>();
    collect(spec, "", references);
    return new RouteFacts(
        Map.of("kubernetes.io/metadata.name", "default", "team", "a"),
        parents,
        references.values().stream().limit(512).toList());
  }

  private RouteFacts.Parent parent(JsonNode reference) {
    String name = reference.path("name").asText();
    if (name.equals("steady")) {
      return new RouteFacts.Parent("gateway-steady", true);
    }
    if (!name.startsWith("gw") || dice.chance(LIE)) {
      return new RouteFacts.Parent(dice.chance(0.5) ? null : "lie", dice.chance(0.5));
    }
    String kind =
        reference.path("kind").asText("Gateway").equals("ListenerSet")
            ? "listenerset-"
            : "gateway-";
    return new RouteFacts.Parent(kind + name, true);
  }

  private void collect(JsonNode node, String field, Map<String, RouteFacts.Reference> references) {
    if (KNOWN.contains(field)) {
      List<JsonNode> found = node.isArray() ? node.valueStream().toList() : List.of(node);
      found.forEach(reference -> add(reference, field, references));
    }
    node.properties().forEach(entry -> collect(entry.getValue(), entry.getKey(), references));
    if (node.isArray()) {
      node.forEach(item -> collect(item, "", references));
    }
  }

  private void add(JsonNode reference, String field, Map<String, RouteFacts.Reference> references) {
    boolean bare = reference.isTextual();
    JsonNode tree = bare ? MissingNode.getInstance() : reference;
    String name = bare ? reference.asText() : tree.path("name").asText();
    boolean service = field.startsWith("backend") || field.equals("service");
    String kind = tree.path("kind").asText(service ? "Service" : "Secret");
    String namespace = tree.path("namespace").asText("default");
    if (kind.isEmpty() || namespace.isEmpty() || name.isEmpty()) {
      return;
    }
    if (name.equals("steady")) {
      steady.ifPresent(port -> references.put(name, truth(name, namespace, port)));
      return;
    }
    boolean found = name.matches("svc\\d|cert\\d|ca\\d") && !dice.chance(LIE);
    String uid = kind.toLowerCase(java.util.Locale.ROOT) + "-" + name;
    references.put(
        kind + "/" + namespace + "/" + name,
        new RouteFacts.Reference(
            tree.path("group").asText(""),
            kind,
            namespace,
            name,
            found,
            namespace.equals("default") || dice.chance(0.7),
            uid(found, uid),
            found && kind.equals("Secret") ? uid : null,
            found ? material.authorities(name, dice) : null,
            dice.chance(LIE) ? cut(Oddities.text(dice), 1024) : null,
            found && kind.equals("Service") ? ports(name) : List.of(),
            dice.chance(LIE) ? List.of(EndpointAddress.ofIp("127.0.0.9")) : List.of()));
  }

  private static RouteFacts.Reference truth(String name, String namespace, int nodePort) {
    return new RouteFacts.Reference(
        "",
        "Service",
        namespace,
        name,
        true,
        true,
        name,
        null,
        null,
        null,
        List.of(new RouteFacts.Port("http", Protocol.TCP, 80, nodePort, null)),
        List.of());
  }

  private @Nullable String uid(boolean found, String uid) {
    if (dice.chance(LIE)) {
      return dice.chance(0.5) ? null : cut(Oddities.text(dice), 63);
    }
    return found ? uid : null;
  }

  private static String cut(String text, int most) {
    return text.substring(0, Math.min(text.length(), most));
  }

  private List<RouteFacts.Port> ports(String service) {
    List<RouteFacts.Port> ports = new ArrayList<>();
    for (int port : List.of(80, 443, 9000)) {
      int digit = service.charAt(service.length() - 1) % PROTOCOLS.size();
      for (Protocol protocol : List.of(Protocol.TCP, Protocol.UDP)) {
        ports.add(
            new RouteFacts.Port(
                dice.chance(LIE) ? cut(Oddities.text(dice), 63) : "p" + port,
                protocol,
                port,
                dice.chance(LIE) ? dice.of(List.of(0, 1, 65_535)) : 30_000 + port % 2000,
                dice.chance(LIE) ? cut(Oddities.text(dice), 253) : PROTOCOLS.get(digit)));
      }
    }
    return ports;
  }
}
