package io.k8c.kubelb.e2e.fast;

import static io.k8c.kubelb.e2e.fast.Hubs.apply;
import static io.k8c.kubelb.e2e.fast.Stage.TENANT;
import static io.k8c.kubelb.e2e.fast.Stage.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.LoadBalancerIngress;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.k8c.kubelb.api.Tenant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/** What the hub's API server is asked to hold for layer 7, and what people are told of it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class HubWritesTest {
  private static final String CLASS = "cloud-provider-lb";
  private static final String SOURCES =
      """
      apiVersion: gateway.networking.k8s.io/v1
      kind: GatewayClass
      metadata: {name: kubelb}
      spec: {controllerName: kubelb.k8c.io/ccm}
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: Gateway
      metadata: {name: public, namespace: default}
      spec:
        gatewayClassName: kubelb
        listeners: [{name: http, port: 80, protocol: HTTP}]
      ---
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata: {name: shop, namespace: default}
      spec:
        ingressClassName: kubelb
        rules:
        - host: shop.example.com
          http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: shop, port: {number: 80}}}}]}
      """;
  private static final String OF_THE_HUB =
      """
      apiVersion: gateway.networking.k8s.io/v1
      kind: Gateway
      metadata: {name: shared, namespace: default}
      spec:
        gatewayClassName: kubelb
        listeners: [{name: http, port: 80, protocol: HTTP}]
      """;

  private Stage stage;

  @BeforeAll
  void open() {
    stage = Stage.open(HubWritesTest.class);
    stage.tier().gatewayKinds(stage.tenant());
    stage.tier().gatewayKinds(stage.hub());
    apply(stage.tenant(), SOURCES);
    apply(stage.hub(), Hubs.CLASS);
    apply(stage.hub(), OF_THE_HUB);
  }

  @AfterAll
  void close() {
    stage.close();
  }

  @Test
  @Order(1)
  void aChangeOfClassMakesServicesAnewWithTheAddressesThatTheyHad() {
    // given
    eventually()
        .untilAsserted(
            () -> {
              assertThat(services(TENANT)).hasSize(2).allMatch(each -> address(each).isPresent());
              assertThat(services("kubelb")).singleElement().matches(s -> address(s).isPresent());
            });
    List<Service> before = all();

    // when
    tenant("{\"loadBalancer\":{\"class\":\"%s\"}}".formatted(CLASS));
    config("{\"loadBalancer\":{\"class\":\"%s\"}}".formatted(CLASS));

    // then
    for (Service old : before) {
      eventually()
          .untilAsserted(
              () -> {
                assertThat(now(old))
                    .hasValueSatisfying(
                        made -> {
                          assertThat(made.getMetadata().getUid())
                              .isNotEqualTo(old.getMetadata().getUid());
                          assertThat(made.getSpec().getLoadBalancerClass()).isEqualTo(CLASS);
                          assertThat(address(made)).isEqualTo(address(old));
                        });
    }
  }

  private void tenant(String spec) {
    var _ =
        stage
            .hub()
            .resources(Tenant.class)
            .withName(TENANT)
            .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"spec\":%s}".formatted(spec));
  }

  private void config(String spec) {
    apply(
        stage.hub(),
        """
        apiVersion: kubelb.k8c.io/v1alpha1
        kind: Config
        metadata: {name: default, namespace: kubelb}
        spec: %s
        """
            .formatted(spec));
  }

  private List<Service> all() {
    return java.util.stream.Stream.of(TENANT, "kubelb")
        .flatMap(namespace -> services(namespace).stream())
        .toList();
  }

  /** The hub Services of layer 7 in a namespace. */
  private List<Service> services(String namespace) {
    return stage.hub().services().inNamespace(namespace).list().getItems().stream()
        .filter(service -> service.getMetadata().getName().startsWith("envoy-"))
        .filter(service -> "LoadBalancer".equals(service.getSpec().getType()))
        .toList();
  }

  private Optional<Service> now(Service service) {
    return Optional.ofNullable(
        stage
            .hub()
            .services()
            .inNamespace(service.getMetadata().getNamespace())
            .withName(service.getMetadata().getName())
            .get());
  }

  private static Optional<String> address(Service service) {
    return service.getStatus().getLoadBalancer().getIngress().stream()
        .map(LoadBalancerIngress::getIp)
        .findFirst();
  }
}
