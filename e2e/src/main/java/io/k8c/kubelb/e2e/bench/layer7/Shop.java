package io.k8c.kubelb.e2e.bench.layer7;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.k8c.kubelb.api.Route;
import io.k8c.kubelb.api.Wire;
import io.k8c.kubelb.e2e.fast.Manifests;
import io.k8c.kubelb.e2e.lab.host.Wait;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** The objects of a tenant's Gateway, and what the clusters say of them. */
record Shop(KubernetesClient tenant, KubernetesClient hub, String namespace) {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String API = "gateway.networking.k8s.io/v1";
  private static final String LISTENERS =
      "listeners: [{name: http, port: 80, protocol: HTTP}, {name: tcp, port: 9000, protocol: TCP}]";
  private static final String REST =
      """
      apiVersion: v1
      kind: Service
      metadata: {name: shop, namespace: default}
      spec: {type: NodePort, ports: [{name: http, port: 80}, {name: other, port: 81}]}
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: TCPRoute
      metadata: {name: streams, namespace: default}
      spec:
        parentRefs: [{name: public, sectionName: tcp}]
        rules: [{backendRefs: [{name: shop, port: 80}]}]
      """;

  void open() {
    String all =
        Manifests.all(Manifests.CLASS, Manifests.gateway("kubelb", "public", LISTENERS), REST);
    var _ = tenant.load(stream(all)).serverSideApply();
    Wait.upTo(PATIENCE).until(() -> !services().isEmpty(), () -> "the Gateway has no hub Service");
  }

  void create(String route) {
    var _ = tenant.resource(route(route, 80, 0)).create();
  }

  void delete(String route) {
    var _ = tenant.resource(route(route, 80, 0)).delete();
  }

  /** Every edit leads to another port and sets another header. */
  void edit(String route, int number) {
    var _ =
        tenant
            .resource(route(route, number % 2 == 0 ? 80 : 81, number))
            .forceConflicts()
            .serverSideApply();
  }

  /** As gateway-api-bench makes them, with a rule to a Service that is not there. */
  private static GenericKubernetesResource route(String name, int port, int edit) {
    String yaml =
        """
        apiVersion: gateway.networking.k8s.io/v1
        kind: HTTPRoute
        metadata: {name: %1$s, namespace: default}
        spec:
          parentRefs: [{name: public, sectionName: http}]
          hostnames: [%1$s.example.com]
          rules:
          - backendRefs: [{name: shop, port: %2$d}]
            filters:
            - type: ResponseHeaderModifier
              responseHeaderModifier: {set: [{name: x-edit, value: "%3$d"}]}
          - matches: [{path: {value: /missing}}]
            backendRefs: [{name: missing, port: 80}]
        """
            .formatted(name, port, edit);
    return Serialization.unmarshal(yaml, GenericKubernetesResource.class);
  }

  static String host(String route) {
    return route + ".example.com";
  }

  /** Port of the proxy for a port of the Gateway. */
  int proxyPort(int port) {
    return services().getFirst().getSpec().getPorts().stream()
        .filter(each -> each.getPort() == port)
        .map(each -> each.getTargetPort().getIntVal())
        .findFirst()
        .orElseThrow();
  }

  /** Where the node answers for the shop. */
  int nodePort() {
    return tenant
        .services()
        .inNamespace("default")
        .withName("shop")
        .require()
        .getSpec()
        .getPorts()
        .getFirst()
        .getNodePort();
  }

  /** Tells the names of the tenant's objects that come to the hub. */
  Watch watchHub(Consumer<String> seen) {
    return hub.resources(Route.class)
        .inNamespace(namespace)
        .watch(
            new Watcher<>() {
              @Override
              public void eventReceived(Action action, Route route) {
                Optional.ofNullable(route.getSpec().source())
                    .map(Route.Source::kubernetes)
                    .map(Route.KubernetesSource::resource)
                    .ifPresent(object -> seen.accept(object.at("/metadata/name").asText()));
              }

              @Override
              public void onClose(WatcherException cause) {
                throw new IllegalStateException("the hub is watched no more", cause);
              }
            });
  }

  private List<Service> services() {
    return hub.services().inNamespace(namespace).withLabel(Wire.LABEL_ROUTE).list().getItems();
  }

  /** The number of routes that the Gateway's status tells of at its HTTP listener. */
  int attachedRoutes() {
    GenericKubernetesResource gateway =
        tenant
            .genericKubernetesResources(API, "Gateway")
            .inNamespace("default")
            .withName("public")
            .require();
    return gateway.get("status", "listeners") instanceof List<?> listeners
        ? listeners.stream()
            .filter(listener -> listener instanceof Map<?, ?> map && "http".equals(map.get("name")))
            .map(listener -> ((Map<?, ?>) listener).get("attachedRoutes"))
            .filter(Number.class::isInstance)
            .map(attached -> ((Number) attached).intValue())
            .findFirst()
            .orElse(-1)
        : -1;
  }

  /** The number of routes whose status says whether the Gateway takes them. */
  long acceptedRoutes() {
    return tenant
        .genericKubernetesResources(API, "HTTPRoute")
        .inNamespace("default")
        .list()
        .getItems()
        .stream()
        .filter(route -> String.valueOf(route.<Object>get("status")).contains("type=Accepted"))
        .count();
  }

  private static ByteArrayInputStream stream(String yaml) {
    return new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8));
  }
}
