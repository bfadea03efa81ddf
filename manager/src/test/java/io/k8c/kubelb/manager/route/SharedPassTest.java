package io.k8c.kubelb.manager.route;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.k8c.kubelb.manager.plan.Programming;
import io.k8c.kubelb.manager.route.spec.Tree;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SharedPassTest {
  private static final JsonNode GATEWAY =
      document(
          """
          apiVersion: gateway.networking.k8s.io/v1
          kind: Gateway
          metadata: {name: shared-gateway, namespace: shared}
          spec:
            listeners:
            - {name: http, protocol: HTTP, port: 80, allowedRoutes: {namespaces: {from: All}}}
          """);

  @Test
  void aRouteThatCannotBeTakenCostsNobodyElseAnything() {
    SharedPass pass = new SharedPass();
    SharedView.Tenant one = tenant(route("good"), broken(route("bad")));
    SharedView.Tenant two = tenant(route("neighbour"));

    SharedPass.Decided decided = pass.of(view(Map.of("tenant-one", one, "tenant-two", two)));

    assertThat(decided.failures())
        .singleElement()
        .satisfies(
            failure -> {
              assertThat(failure.tenant()).isEqualTo("tenant-one");
              assertThat(failure.route()).isEqualTo("httproute-default-bad");
            });
    assertThat(decided.gateways().routes().get("tenant-one"))
        .containsOnlyKeys("httproute-default-good");
    assertThat(decided.gateways().routes().get("tenant-two"))
        .containsOnlyKeys("httproute-default-neighbour");
  }

  @Test
  void aRouteThatCannotBeTakenAnyMoreStandsAsItStoodLast() {
    SharedPass pass = new SharedPass();
    SharedGateways before = pass.of(view(Map.of("tenant-one", tenant(route("live"))))).gateways();

    for (int i = 0; i < 2; i++) {
      SharedPass.Decided decided =
          pass.of(view(Map.of("tenant-one", tenant(broken(route("live"))))));

      assertThat(decided.failures()).hasSize(1);
      assertThat(decided.gateways()).isEqualTo(before);
    }
  }

  private static SharedView view(Map<String, SharedView.Tenant> tenants) {
    TenantCluster hub = new TenantCluster(List.of(GATEWAY));
    return new SharedView(
        hub.view().policy(),
        hub.sources(),
        tenants,
        name -> Optional.empty(),
        name -> Optional.empty(),
        name -> new Programming(true, true, List.of()),
        Duration.ofSeconds(5),
        new HostnameOwners(List.of(), holder -> false));
  }

  private static SharedView.Tenant tenant(ParsedSource... routes) {
    return new TenantCluster(List.of()).shared().with(List.of(routes));
  }

  private static ParsedSource route(String name) {
    return new TenantCluster(
            List.of(
                document(
                    """
                    apiVersion: gateway.networking.k8s.io/v1
                    kind: HTTPRoute
                    metadata: {name: %s}
                    spec:
                      parentRefs: [{name: shared-gateway, namespace: shared}]
                      hostnames: [%s.example.com]
                    """
                        .formatted(name, name))))
        .sources()
        .getFirst();
  }

  @SuppressWarnings("unchecked")
  private static ParsedSource broken(ParsedSource route) {
    ObjectNode resource =
        new ObjectNode(JsonNodeFactory.instance) {
          private static final long serialVersionUID = 1L;

          @Override
          public JsonNode path(String field) {
            throw new IllegalStateException("cannot be read");
          }
        };
    return new ParsedSource(
        route.name(),
        route.self(),
        route.generation(),
        route.created(),
        route.namespaceLabels(),
        route.parents(),
        route.references(),
        route.spec(),
        route.announced(),
        Tree.of(resource),
        route.place());
  }

  private static JsonNode document(String yaml) {
    return Serialization.unmarshal(yaml, JsonNode.class);
  }
}
