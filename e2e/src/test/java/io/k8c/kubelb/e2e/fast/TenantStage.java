package io.k8c.kubelb.e2e.fast;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.ServicePortBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.k8c.kubelb.api.EndpointAddress;
import io.k8c.kubelb.api.Protocol;
import io.k8c.kubelb.api.Route;
import io.k8c.kubelb.api.RouteFacts;
import io.k8c.kubelb.api.SyncSecret;
import io.k8c.kubelb.api.Tenant;
import io.k8c.kubelb.e2e.lab.kube.Authority;
import io.k8c.kubelb.e2e.lab.kube.Credential;
import io.k8c.kubelb.manager.plan.Programming;
import io.k8c.kubelb.manager.plan.TenantPolicy;
import io.k8c.kubelb.manager.route.GatewayView;
import io.k8c.kubelb.manager.route.Layer7;
import io.k8c.kubelb.manager.route.ParsedSource;
import io.k8c.kubelb.manager.route.RouteMemory;
import io.k8c.kubelb.manager.route.WantedService;
import io.k8c.kubelb.xds.model.ProxyConfig;
import io.k8c.kubelb.xds.translate.ResourceType;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Objects of a tenant, with the facts of a cluster in which all of them are there, through the
 * hub's pass to a real Envoy; no cluster anywhere.
 */
final class TenantStage implements AutoCloseable {
  private static final TenantPolicy POLICY =
      TenantPolicy.of("tenant-x", FastTenant.config().getSpec(), Tenant.Spec.NONE);

  private static final Random RANDOM = new Random();

  private final ProxyStage proxy;
  private final RouteMemory memory = new RouteMemory();
  private final Map<String, JsonNode> objects = new LinkedHashMap<>();
  private final Map<String, Map<String, String>> secrets = new HashMap<>();
  private final Map<String, Integer> nodePorts = new HashMap<>();
  private final Map<String, Integer> listeners = new HashMap<>();
  private final Map<String, Service> services = new HashMap<>();
  private final Set<String> told = new HashSet<>();
  private List<EndpointAddress> nodes = List.of(EndpointAddress.ofIp("127.0.0.1"));

  TenantStage(Class<?> test, String... options) {
    proxy = new ProxyStage(test, options);
  }

  /** A Service of the tenant with one port, 80. */
  void service(String name, EchoBackend backend) {
    service(name, backend.port());
  }

  /** The same, with what is at a port of this machine. */
  void service(String name, int port) {
    nodePorts.put(name, port);
  }

  /** The nodes of the tenant cluster, each with all node ports. */
  void nodes(String... addresses) {
    nodes = Stream.of(addresses).map(EndpointAddress::ofIp).toList();
  }

  void apply(String yaml) {
    JsonNode object = Serialization.unmarshal(yaml, JsonNode.class);
    objects.put(uid(object), object);
  }

  /** Makes or renews a certificate. */
  void certificate(String name, String host) {
    Credential made = new Authority(name).issue("CN=" + host, List.of(host));
    secrets.put(name, Map.of("tls.crt", made.certificate(), "tls.key", made.key()));
  }

  void breakCertificate(String name) {
    secrets.put(name, Map.of("tls.crt", "broken", "tls.key", "broken"));
  }

  void deleteCertificate(String name) {
    secrets.remove(name);
  }

  /** Lets the proxy do what the objects say now, all of which it must take. */
  void settle() {
    Layer7 before = Layer7.of(view(), memory);
    before
        .outcomes()
        .forEach(
            (name, outcome) ->
                outcome.service().ifPresent(wanted -> services.put(name, service(name, wanted))));
    Map<String, ProxyConfig> configs = Layer7.of(view(), memory).configs();
    configs.forEach(proxy::publish);
    told.removeAll(configs.keySet());
    told.forEach(proxy::withdraw);
    told.clear();
    told.addAll(configs.keySet());
    configs.keySet().stream()
        .filter(name -> name.startsWith("gateway/"))
        .forEach(proxy::awaitAccepted);
  }

  /** Kinds of the responses that the proxy was sent since the last call. */
  List<ResourceType> sent() {
    return proxy.sent();
  }

  /** Port of this machine that stands for one of a Gateway. */
  int listener(String gateway, int port) {
    return listeners.computeIfAbsent(gateway + "/" + port, _ -> freePort());
  }

  /** Of those that hub Services have, which are others than those of this tier. */
  private static int freePort() {
    while (true) {
      int port = RANDOM.nextInt(10_000, 30_000);
      try (ServerSocket socket = new ServerSocket(port)) {
        return socket.getLocalPort();
      } catch (IOException e) {
        // Somebody has it.
      }
    }
  }

  private Service service(String owner, WantedService wanted) {
    List<ServicePort> ports =
        wanted.ports().stream()
            .map(
                port ->
                    new ServicePortBuilder()
                        .withPort(port.port())
                        .withProtocol(port.protocolOrDefault().name())
                        .withTargetPort(new IntOrString(listener(owner, port.port())))
                        .build())
            .toList();
    return new ServiceBuilder()
        .withNewMetadata()
        .withName("envoy-" + owner)
        .endMetadata()
        .withNewSpec()
        .withPorts(ports)
        .endSpec()
        .build();
  }

  private GatewayView view() {
    return new GatewayView(
        POLICY,
        objects.values().stream().map(this::route).map(ParsedSource::of).toList(),
        name -> Optional.ofNullable(services.get(name)),
        name -> Optional.ofNullable(secrets.get(name)).map(data -> secret(name, data)),
        _ -> Optional.of(nodes),
        _ -> new Programming(true, true, List.of()),
        Duration.ofSeconds(5));
  }

  private static SyncSecret secret(String name, Map<String, String> data) {
    SyncSecret secret = new SyncSecret();
    secret.setMetadata(new ObjectMetaBuilder().withName(name).build());
    secret.setType("kubernetes.io/tls");
    secret.setStringData(data);
    return secret;
  }

  private Route route(JsonNode object) {
    List<RouteFacts.Reference> references = new ArrayList<>();
    object
        .findValues("certificateRefs")
        .forEach(list -> list.forEach(entry -> references.add(secretFact(name(entry)))));
    object
        .findValues("backendRefs")
        .forEach(list -> list.forEach(entry -> references.add(serviceFact(name(entry)))));
    object.findValues("backendRef").forEach(entry -> references.add(serviceFact(name(entry))));
    List<RouteFacts.Parent> parents =
        object
            .at("/spec/parentRefs")
            .valueStream()
            .map(parent -> new RouteFacts.Parent("gateway-" + name(parent), true))
            .toList();
    Route route = new Route();
    route.setMetadata(new ObjectMetaBuilder().withName(uid(object)).build());
    route.setSpec(
        new Route.Spec(
            List.of(),
            new Route.Source(
                new Route.KubernetesSource(
                    object,
                    List.of(),
                    new RouteFacts(Map.of(), parents, List.copyOf(new HashSet<>(references)))))));
    return route;
  }

  private RouteFacts.Reference secretFact(String name) {
    boolean found = secrets.containsKey(name);
    return new RouteFacts.Reference(
        "",
        "Secret",
        "default",
        name,
        found,
        true,
        found ? name : null,
        found ? name : null,
        null,
        null,
        List.of(),
        List.of());
  }

  private RouteFacts.Reference serviceFact(String name) {
    return new RouteFacts.Reference(
        "",
        "Service",
        "default",
        name,
        true,
        true,
        name,
        null,
        null,
        null,
        List.of(
            new RouteFacts.Port("any", Protocol.TCP, 80, nodePorts.getOrDefault(name, 0), null)),
        List.of());
  }

  private static String name(JsonNode reference) {
    return reference.path("name").asText();
  }

  private static String uid(JsonNode object) {
    return object.path("kind").asText().toLowerCase(Locale.ROOT)
        + "-"
        + object.at("/metadata/name").asText();
  }

  @Override
  public void close() {
    proxy.close();
  }
}
