package io.k8c.kubelb.e2e.clusters;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceList;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.NonNamespaceOperation;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.k8c.kubelb.api.Wire;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The guide's sections Shared Gateway and Dedicated Gateways, as written. */
@OnTestBed
class GuideGatewaysTest {
  private static final String API = "gateway.networking.k8s.io/v1";
  private static final String APP =
      """
      apiVersion: v1
      kind: Service
      metadata: {name: app-service, namespace: default, labels: {test: clusters}}
      spec:
        selector: {app: echo}
        ports: [{name: http, port: 8080, targetPort: 8080}]
      """;
  private static final String ROUTE =
      """
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: {name: app-route, namespace: default}
      spec:
        parentRefs: [{name: GATEWAY}]
        rules: [{backendRefs: [{name: app-service, port: 8080}]}]
      """;

  private final TestBed bed;
  private final KubernetesClient hub;
  private final List<TenantCluster> tenants;

  GuideGatewaysTest(TestBed bed) {
    this.bed = bed;
    this.hub = bed.hub().client();
    this.tenants = List.of(bed.one(), bed.two());
  }

  @BeforeEach
  void prepare() {
    apply(hub, new NamespaceBuilder().withNewMetadata().withName("shared").endMetadata().build());
    for (TenantCluster tenant : tenants) {
      apply(tenant.client(), APP);
    }
  }

  @AfterEach
  void leave() {
    for (TenantCluster tenant : tenants) {
      var _ = of(tenant.client(), "HTTPRoute", "default").delete();
      var _ = of(tenant.client(), "Gateway", "default").delete();
    }
    var _ = of(hub, "Gateway", "shared").delete();
    bed.await("no Service of a Gateway is left", () -> servicesOfGateways() == 0);
  }

  @Test
  void dedicatedGatewaysGetAnAddressEachAndServeTheirTenant() {
    String[] guide = guide("dedicated-gateways.yaml").split("---\n", tenants.size());
    for (int i = 0; i < tenants.size(); i++) {
      KubernetesClient tenant = tenants.get(i).client();
      apply(tenant, guide[i]);
      apply(tenant, ROUTE.replace("GATEWAY", "tenant%d-gateway".formatted(i + 1)));
    }

    for (int i = 0; i < tenants.size(); i++) {
      TenantCluster tenant = tenants.get(i);
      String gateway = "tenant%d-gateway".formatted(i + 1);
      bed.await(
          gateway + " answers",
          () ->
              address(tenant.client(), "default", gateway)
                  .flatMap(address -> answer(address, 80, "any.example.com"))
                  .filter(tenant.pods(TenantCluster.ECHO)::contains)
                  .isPresent());
    }
    assertThat(address(bed.one().client(), "default", "tenant1-gateway"))
        .isNotEqualTo(address(bed.two().client(), "default", "tenant2-gateway"));
  }

  @Test
  void aSharedGatewayOfOurClassServesTwoTenantsByHostnameAtOneAddress() {
    share("kubelb");

    for (int i = 0; i < tenants.size(); i++) {
      TenantCluster tenant = tenants.get(i);
      String hostname = "tenant%d.example.com".formatted(i + 1);
      bed.await(
          hostname + " is answered by its tenant",
          () ->
              address(hub, "shared", "shared-gateway")
                  .flatMap(address -> answer(address, 80, hostname))
                  .filter(tenant.pods(TenantCluster.ECHO)::contains)
                  .isPresent());
    }
    assertThat(
            bed.client()
                .http(
                    new InetSocketAddress(
                        address(hub, "shared", "shared-gateway").orElseThrow(), 80),
                    "nobody.example.com"))
        .isEmpty();
  }

  @Test
  void aSharedGatewayOfAnotherControllerGetsRoutesAndEndpointsThatAnswer() {
    share("eg");

    for (TenantCluster tenant : tenants) {
      bed.await(
          "the route of %s and its endpoints are in the hub".formatted(tenant.name()),
          () ->
              delegated(tenant)
                  .flatMap(route -> endpoint(tenant, route))
                  .flatMap(at -> answer(at.getHostString(), at.getPort(), "any"))
                  .filter(tenant.pods(TenantCluster.ECHO)::contains)
                  .isPresent());
      assertThat(delegated(tenant).orElseThrow().<List<?>>get("spec", "parentRefs"))
          .singleElement()
          .isEqualTo(
              Map.of(
                  "group",
                  "gateway.networking.k8s.io",
                  "kind",
                  "Gateway",
                  "name",
                  "shared-gateway",
                  "namespace",
                  "shared"));
    }
  }

  private void share(String gatewayClass) {
    apply(hub, guide("shared-gateway-hub.yaml").replace("eg #", gatewayClass + " #"));
    for (int i = 0; i < tenants.size(); i++) {
      apply(tenants.get(i).client(), guide("shared-gateway-tenant-%d.yaml".formatted(i + 1)));
    }
  }

  private Optional<GenericKubernetesResource> delegated(TenantCluster tenant) {
    return of(hub, "HTTPRoute", tenant.hubNamespace()).list().getItems().stream().findFirst();
  }

  /** Where the hub's controller would send requests. */
  private Optional<InetSocketAddress> endpoint(
      TenantCluster tenant, GenericKubernetesResource route) {
    Map<?, ?> rule = (Map<?, ?>) route.<List<?>>get("spec", "rules").getFirst();
    Map<?, ?> backend = (Map<?, ?>) ((List<?>) rule.get("backendRefs")).getFirst();
    return hub
        .resources(EndpointSlice.class)
        .inNamespace(tenant.hubNamespace())
        .withLabel("kubernetes.io/service-name", String.valueOf(backend.get("name")))
        .list()
        .getItems()
        .stream()
        .filter(slice -> !slice.getEndpoints().isEmpty())
        .map(
            slice ->
                new InetSocketAddress(
                    slice.getEndpoints().getFirst().getAddresses().getFirst(),
                    slice.getPorts().getFirst().getPort()))
        .findFirst();
  }

  private Optional<String> answer(String address, int port, String host) {
    return bed.client()
        .http(new InetSocketAddress(address, port), host)
        .map((JsonNode answer) -> answer.path("pod").asText());
  }

  private static Optional<String> address(KubernetesClient cluster, String namespace, String name) {
    return of(cluster, "Gateway", namespace).list().getItems().stream()
        .filter(gateway -> gateway.getMetadata().getName().equals(name))
        .map(gateway -> gateway.get("status", "addresses"))
        .flatMap(addresses -> addresses instanceof List<?> list ? list.stream() : Stream.of())
        .map(address -> address instanceof Map<?, ?> told ? told.get("value") : null)
        .map(String::valueOf)
        .findFirst();
  }

  private long servicesOfGateways() {
    return hub.services().inAnyNamespace().list().getItems().stream()
        .map(service -> Objects.requireNonNullElse(service.getMetadata().getLabels(), Map.of()))
        .filter(
            labels ->
                labels.containsKey(Wire.LABEL_GATEWAY) || labels.containsKey(Wire.LABEL_ROUTE))
        .count();
  }

  private static NonNamespaceOperation<
          GenericKubernetesResource,
          GenericKubernetesResourceList,
          Resource<GenericKubernetesResource>>
      of(KubernetesClient cluster, String kind, String namespace) {
    return cluster.genericKubernetesResources(API, kind).inNamespace(namespace);
  }

  private static void apply(KubernetesClient cluster, HasMetadata object) {
    var _ = cluster.resource(object).serverSideApply();
  }

  private static void apply(KubernetesClient cluster, String yaml) {
    var _ =
        cluster
            .load(new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)))
            .serverSideApply();
  }

  private static String guide(String name) {
    try (InputStream stream =
        Objects.requireNonNull(GuideGatewaysTest.class.getResourceAsStream("/guide/" + name))) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
