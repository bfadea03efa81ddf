package io.k8c.kubelb.e2e.fast;

import static io.k8c.kubelb.e2e.fast.Hubs.apply;
import static io.k8c.kubelb.e2e.fast.Stage.TENANT;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.k8c.kubelb.api.Route;
import io.k8c.kubelb.api.RouteFacts;
import java.util.Optional;

/** Routes of a stage's tenant cluster and the Services behind them, in as few words as possible. */
record BackendStage(Stage stage) {
  private static final String API = "gateway.networking.k8s.io";

  void service(String name, String spec) {
    apply(
        stage.tenant(),
        """
        apiVersion: v1
        kind: Service
        metadata: {name: %s, namespace: default}
        spec: %s
        """
            .formatted(name, spec));
  }

  void slice(String service, String node) {
    apply(
        stage.tenant(),
        """
        apiVersion: discovery.k8s.io/v1
        kind: EndpointSlice
        metadata: {name: %1$s-1, namespace: default, labels: {kubernetes.io/service-name: %1$s}}
        addressType: IPv4
        endpoints: [{addresses: [10.1.2.3], nodeName: %2$s, conditions: {ready: true}}]
        ports: [{port: 8080}]
        """
            .formatted(service, node));
  }

  void route(String service) {
    route(service, service);
  }

  void route(String service, String name) {
    apply(
        stage.tenant(),
        """
        apiVersion: gateway.networking.k8s.io/v1
        kind: HTTPRoute
        metadata: {name: %s, namespace: default}
        spec: {parentRefs: [{name: web}], rules: [{backendRefs: [{name: %s, port: 80}]}]}
        """
            .formatted(name, service));
  }

  Optional<Route> hubRoute(String name) {
    return stage
        .hub()
        .resources(Route.class)
        .inNamespace(TENANT)
        .withLabel("kubelb.k8c.io/origin-name", name)
        .list()
        .getItems()
        .stream()
        .findFirst();
  }

  /** What the hub is told of the only Service of a route. */
  Optional<RouteFacts.Reference> fact(String route) {
    return hubRoute(route)
        .map(found -> found.getSpec().source().kubernetes().facts().references().getFirst());
  }

  JsonNode status(String kind, String name) {
    return Hubs.status(stage.tenant(), kind, "default", name);
  }

  /** Status, reason and message of a condition, of a route towards its only parent. */
  String condition(String kind, String name, String type) {
    JsonNode status = status(kind, name);
    return (status.has("parents") ? status.at("/parents/0") : status)
        .path("conditions")
        .valueStream()
        .filter(each -> each.path("type").asText().equals(type))
        .map(
            each ->
                "%s %s %s"
                    .formatted(
                        each.path("status").asText(),
                        each.path("reason").asText(),
                        each.path("message").asText()))
        .findFirst()
        .orElse("");
  }

  Resource<GenericKubernetesResource> object(String kind, String name) {
    return stage
        .tenant()
        .genericKubernetesResources(API + "/v1", kind)
        .inNamespace("default")
        .withName(name);
  }
}
