package io.k8c.kubelb.manager.route;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.ServicePortBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.k8c.kubelb.api.Config;
import io.k8c.kubelb.api.EndpointAddress;
import io.k8c.kubelb.api.LoadBalancerPort;
import io.k8c.kubelb.api.Route;
import io.k8c.kubelb.api.RouteFacts;
import io.k8c.kubelb.api.SyncSecret;
import io.k8c.kubelb.api.Tenant;
import io.k8c.kubelb.manager.plan.Programming;
import io.k8c.kubelb.manager.plan.TenantPolicy;
import io.k8c.kubelb.manager.route.delegate.HubKind;
import io.k8c.kubelb.manager.route.delegate.HubObjects;
import io.k8c.kubelb.manager.route.delegate.Sharing;
import io.k8c.kubelb.manager.route.spec.Hostname;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A tenant cluster out of its manifests, with facts as the CCM gathers them, and a hub that gives
 * every Gateway what it wants. A document of kind {@code Hub} says what differs.
 */
final class TenantCluster {
  private static final Set<String> SOURCES =
      Set.of(
          "Gateway",
          "ListenerSet",
          "HTTPRoute",
          "GRPCRoute",
          "TLSRoute",
          "TCPRoute",
          "UDPRoute",
          "Ingress",
          "BackendTLSPolicy");
  private static final int FIRST_PORT = 10_000;

  private final Facts facts;
  private final List<ParsedSource> sources = new ArrayList<>();
  private final Map<String, SyncSecret> secrets = new HashMap<>();
  private final Map<String, Service> services = new LinkedHashMap<>();
  private final JsonNode hub;
  private int nextPort = FIRST_PORT;

  TenantCluster(List<JsonNode> documents) {
    this.facts = new Facts(documents);
    this.hub =
        documents.stream()
            .filter(document -> document.path("kind").asText().equals("Hub"))
            .findFirst()
            .orElse(MissingNode.getInstance());
    for (JsonNode document : documents) {
      String kind = document.path("kind").asText();
      if (kind.equals("Secret")) {
        secrets.put(Facts.uid(document), secret(document));
      } else if (SOURCES.contains(kind) && !isRefused(document)) {
        sources.add(ParsedSource.of(route(document)));
      }
    }
  }

  /** Whether the hub's API server did not take it. */
  private boolean isRefused(JsonNode document) {
    String uid = Facts.uid(document);
    return hub.path("refuses").valueStream().anyMatch(refused -> refused.asText().equals(uid));
  }

  List<ParsedSource> sources() {
    return sources;
  }

  /** What holds once the hub has given every Gateway its Service. */
  Layer7 layer7() {
    Layer7 before = Layer7.of(view());
    for (ParsedSource source : sources) {
      before
          .outcomes()
          .get(source.name())
          .service()
          .ifPresent(wanted -> serve(source.name(), wanted));
    }
    before.shared().forEach(this::serve);
    return Layer7.of(view());
  }

  GatewayView view() {
    return new GatewayView(
        TenantPolicy.of(
            "tenant-primary",
            settings("config", Config.Spec.class).orElse(Config.Spec.NONE),
            settings("tenant", Tenant.Spec.class).orElse(Tenant.Spec.NONE)),
        sources,
        name -> Optional.ofNullable(services.get(name)),
        name -> Optional.ofNullable(secrets.get(name)),
        name -> name.equals("default") ? Optional.of(nodes()) : Optional.empty(),
        name -> programming(),
        Duration.ofSeconds(5));
  }

  /** What the document of kind {@code Hub} says. */
  JsonNode settings() {
    return hub;
  }

  /** The hub Services of all Gateways. */
  Map<String, Service> served() {
    Layer7 _ = layer7();
    return services;
  }

  /** The tenant as Gateways of the hub see it; {@code since} of the hub's document holds times. */
  SharedView.Tenant shared() {
    return new SharedView.Tenant(
        view().policy(),
        Map.of("kubernetes.io/metadata.name", "tenant"),
        view().addresses(),
        sources,
        name -> hub.path("since").path(name).asText("2026-01-01T00:00:00Z"));
  }

  /** What the hub itself holds, and which kinds it lacks. */
  HubObjects hub() {
    return new HubObjects() {
      @Override
      public Optional<String> version(HubKind kind) {
        return hub.path("lacks").valueStream().anyMatch(name -> name.asText().equals(kind.kind()))
            ? Optional.empty()
            : Optional.of("v1");
      }

      @Override
      public Optional<GenericKubernetesResource> get(HubKind kind, String namespace, String name) {
        return hub.path("objects")
            .valueStream()
            .map(tree -> Serialization.unmarshal(tree.toString(), GenericKubernetesResource.class))
            .filter(object -> object.getKind().equals(kind.kind()))
            .filter(object -> object.getMetadata().getNamespace().equals(namespace))
            .filter(object -> object.getMetadata().getName().equals(name))
            .map(TenantCluster::known)
            .findFirst();
      }
    };
  }

  private static GenericKubernetesResource known(GenericKubernetesResource object) {
    object
        .getMetadata()
        .setUid(
            String.join(
                "-",
                object.getKind().toLowerCase(java.util.Locale.ROOT),
                object.getMetadata().getNamespace(),
                object.getMetadata().getName()));
    return object;
  }

  /** Who has which hostname, and whom the hub allows which by name. */
  HostnameOwners owners() {
    return new HostnameOwners(
        holders(hub),
        holder -> SharedHostnames.covers(allowed(holder.tenant()), holder.hostname()));
  }

  Sharing sharing() {
    return new Sharing(Map.of("kubernetes.io/metadata.name", "tenant-primary"), owners());
  }

  private List<String> allowed(String tenant) {
    TenantPolicy own = view().policy();
    return tenant.equals(own.namespace())
        ? own.layer7().allowedHostnames()
        : hub.path("allowed").path(tenant).valueStream().map(JsonNode::asText).toList();
  }

  /** Of a document of kind {@code Hub}; the tenant that is {@code full} has all it may have. */
  static List<HostnameHolder> holders(JsonNode hub) {
    return Stream.concat(
            hub.path("holders").valueStream().map(TenantCluster::holder),
            IntStream.range(0, hub.has("full") ? HostnameOwners.MOST : 0)
                .mapToObj(
                    i ->
                        new HostnameHolder(
                            "elsewhere",
                            Hostname.parse("a" + i + ".example.org").orElseThrow(),
                            hub.path("full").asText())))
        .toList();
  }

  private static HostnameHolder holder(JsonNode tree) {
    return new HostnameHolder(
        tree.path("gateway").asText(),
        Hostname.parse(tree.path("hostname").asText()).orElseThrow(),
        tree.path("tenant").asText("tenant-primary"));
  }

  private <T> Optional<T> settings(String field, Class<T> type) {
    return hub.has(field)
        ? Optional.of(Serialization.unmarshal(hub.get(field).toString(), type))
        : Optional.empty();
  }

  private List<EndpointAddress> nodes() {
    return hub.has("nodes")
        ? hub.get("nodes").valueStream().map(JsonNode::asText).map(EndpointAddress::ofIp).toList()
        : List.of(EndpointAddress.ofIp("10.0.0.1"), EndpointAddress.ofIp("10.0.0.2"));
  }

  private Programming programming() {
    return new Programming(
        hub.path("proxyReady").asBoolean(true),
        hub.path("accepted").asBoolean(true),
        hub.path("rejections").valueStream().map(JsonNode::asText).toList());
  }

  private Route route(JsonNode document) {
    Route route = new Route();
    route.setMetadata(
        new ObjectMetaBuilder()
            .withName(Facts.uid(document))
            .withNamespace("tenant-primary")
            .build());
    ObjectNode resource = document.deepCopy();
    ObjectNode metadata = resource.withObjectProperty("metadata");
    if (!metadata.has("namespace")) {
      metadata.put("namespace", "default");
    }
    if (!metadata.has("generation")) {
      metadata.put("generation", 1);
    }
    RouteFacts known = facts.of(document);
    route.setSpec(
        new Route.Spec(
            List.of(), new Route.Source(new Route.KubernetesSource(resource, List.of(), known))));
    String announced =
        hub.path("announced").path(document.path("metadata").path("name").asText()).asText();
    if (!announced.isEmpty()) {
      route.setStatus(new Route.Status(1L, announced, null, List.of(), null));
    }
    return route;
  }

  static SyncSecret secret(JsonNode document) {
    SyncSecret secret = new SyncSecret();
    secret.setMetadata(new ObjectMetaBuilder().withName(Facts.uid(document)).build());
    secret.setType(document.path("type").asText());
    Map<String, String> data = new HashMap<>();
    document
        .path("data")
        .properties()
        .forEach(entry -> data.put(entry.getKey(), entry.getValue().asText()));
    secret.setData(data);
    Map<String, String> texts = new HashMap<>();
    document
        .path("stringData")
        .properties()
        .forEach(entry -> texts.put(entry.getKey(), KeyPairs.text(entry.getValue().asText())));
    secret.setStringData(texts);
    return secret;
  }

  private void serve(String owner, WantedService wanted) {
    if (!hub.path("noServices").asBoolean()) {
      services.put(owner, service(owner, wanted));
    }
  }

  private Service service(String gateway, WantedService wanted) {
    List<ServicePort> ports = new ArrayList<>();
    for (LoadBalancerPort port : wanted.ports()) {
      ports.add(
          new ServicePortBuilder()
              .withPort(port.port())
              .withProtocol(port.protocolOrDefault().name())
              .withTargetPort(new IntOrString(nextPort++))
              .build());
    }
    ServiceBuilder service =
        new ServiceBuilder()
            .withNewMetadata()
            .withName("envoy-" + gateway)
            .endMetadata()
            .withNewSpec()
            .withType("LoadBalancer")
            .withPorts(ports)
            .endSpec();
    String address = hub.path("address").asText(wanted.requestedAddress().orElse("192.0.2.1"));
    if (!address.isEmpty()) {
      service
          .withNewStatus()
          .withNewLoadBalancer()
          .addNewIngress()
          .withIp(address)
          .endIngress()
          .endLoadBalancer()
          .endStatus();
    }
    return service.build();
  }
}
