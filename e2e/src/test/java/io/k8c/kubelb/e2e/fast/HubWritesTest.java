package io.k8c.kubelb.e2e.fast;

import static io.k8c.kubelb.e2e.fast.Hubs.apply;
import static io.k8c.kubelb.e2e.fast.Hubs.condition;
import static io.k8c.kubelb.e2e.fast.Hubs.status;
import static io.k8c.kubelb.e2e.fast.Manifests.HTTP;
import static io.k8c.kubelb.e2e.fast.Stage.TENANT;
import static io.k8c.kubelb.e2e.fast.Stage.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.LoadBalancerIngress;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.ResourceQuotaBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.k8c.kubelb.api.Tenant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
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
  private static final String INGRESS =
      """
      apiVersion: networking.k8s.io/v1
      kind: IngressClass
      metadata: {name: kubelb}
      spec: {controller: kubelb.k8c.io/ccm}
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
  private static final String INFRASTRUCTURE =
      "infrastructure: {labels: {team: shop}, annotations: {example.com/size: small}}, ";

  private Stage stage;

  @BeforeAll
  void open() {
    stage = Stage.open(HubWritesTest.class);
    stage.tier().gatewayKinds(stage.tenant());
    stage.tier().gatewayKinds(stage.hub());
    apply(stage.hub(), Hubs.CLASS);
    apply(stage.hub(), Manifests.gateway("kubelb", "shared", HTTP));
  }

  @AfterAll
  void close() {
    stage.close();
  }

  @Test
  @Order(1)
  void whereTheHubRefusesAServiceItsPeopleAreTold() {
    // given
    quota(TENANT, 0);

    // when
    apply(
        stage.tenant(),
        Manifests.all(
            Manifests.CLASS,
            Manifests.gateway("kubelb", "public", INFRASTRUCTURE + HTTP),
            INGRESS));

    // then
    eventually()
        .untilAsserted(
            () -> {
              JsonNode gateway = status(stage.tenant(), "Gateway", "default", "public");
              assertThat(condition(gateway, "Programmed").path("reason").asText())
                  .isEqualTo("HubRefused");
              assertThat(condition(gateway, "Programmed").path("message").asText())
                  .contains("exceeded quota")
                  .contains("ask the hub's administrator");
              for (String source : List.of("public", "shop")) {
                assertThat(stage.events(source))
                    .anyMatch(
                        event ->
                            event.startsWith("HubRefused: ") && event.contains("exceeded quota"));
              }
            });
    stage.hub().resourceQuotas().inNamespace(TENANT).withName("few").delete();
  }

  @Test
  @Order(2)
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
              });
    }
  }

  @Test
  @Order(3)
  void labelsAndAnnotationsFollowTheRulesOfTheHub() {
    // given
    Service before = gateway();
    assertThat(before.getMetadata().getLabels()).doesNotContainKey("team");
    assertThat(before.getMetadata().getAnnotations()).doesNotContainKey("example.com/size");
    eventually()
        .untilAsserted(
            () ->
                assertThat(stage.events("public"))
                    .anyMatch(
                        event ->
                            event.startsWith(
                                "UnsupportedField: spec.infrastructure: labels[team], annotations[")));

    // when
    tenant("{\"propagatedAnnotations\":{\"team\":\"\",\"example.com/size\":\"small\"}}");

    // then
    eventually()
        .untilAsserted(
            () -> {
              assertThat(gateway().getMetadata().getLabels()).containsEntry("team", "shop");
              assertThat(gateway().getMetadata().getAnnotations())
                  .containsEntry("example.com/size", "small");
            });
  }

  @Test
  @Order(4)
  void aGatewayOfTheHubThatIsRefusedStopsNoOther() {
    // given
    quota("kubelb", 1);

    // when
    apply(stage.hub(), Manifests.gateway("kubelb", "late", HTTP));

    // then
    eventually()
        .untilAsserted(
            () -> {
              JsonNode late = status(stage.hub(), "Gateway", "default", "late");
              assertThat(condition(late, "Programmed").path("reason").asText())
                  .isEqualTo("HubRefused");
            });
    assertThat(services("kubelb")).hasSize(1);
    stage
        .hub()
        .genericKubernetesResources("gateway.networking.k8s.io/v1", "Gateway")
        .inNamespace("default")
        .withName("shared")
        .delete();
    eventually().until(() -> services("kubelb").isEmpty());
  }

  /** Lets a namespace have no more load balancers than it has, and waits until that holds. */
  private void quota(String namespace, int all) {
    Map<String, Quantity> limit = Map.of("services.loadbalancers", new Quantity("" + all));
    eventually()
        .ignoreExceptions()
        .until(
            () -> {
              ResourceQuota quota =
                  new ResourceQuotaBuilder()
                      .withNewMetadata()
                      .withName("few")
                      .withNamespace(namespace)
                      .endMetadata()
                      .withNewSpec()
                      .withHard(limit)
                      .endSpec()
                      .build();
              return stage.hub().resource(quota).serverSideApply() != null;
            });
    // The controller that counts has no part here.
    ResourceQuota _ =
        stage
            .hub()
            .resourceQuotas()
            .inNamespace(namespace)
            .withName("few")
            .editStatus(
                quota ->
                    new ResourceQuotaBuilder(quota)
                        .withNewStatus()
                        .withHard(limit)
                        .withUsed(limit)
                        .endStatus()
                        .build());
    eventually().until(() -> isRefused(namespace));
  }

  private boolean isRefused(String namespace) {
    try {
      Service _ =
          stage
              .hub()
              .resource(
                  new ServiceBuilder()
                      .withNewMetadata()
                      .withName("try")
                      .withNamespace(namespace)
                      .endMetadata()
                      .withNewSpec()
                      .withType("LoadBalancer")
                      .addNewPort()
                      .withPort(80)
                      .endPort()
                      .endSpec()
                      .build())
              .dryRun()
              .create();
      return false;
    } catch (KubernetesClientException e) {
      return e.getCode() == 403;
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
    return Stream.of(TENANT, "kubelb").flatMap(namespace -> services(namespace).stream()).toList();
  }

  /** The hub Services of layer 7 in a namespace. */
  private List<Service> services(String namespace) {
    return stage.hub().services().inNamespace(namespace).list().getItems().stream()
        .filter(service -> service.getMetadata().getName().startsWith("envoy-"))
        .filter(service -> "LoadBalancer".equals(service.getSpec().getType()))
        .toList();
  }

  private Service gateway() {
    return services(TENANT).stream()
        .filter(
            service ->
                "public"
                    .equals(
                        service
                            .getMetadata()
                            .getLabels()
                            .get("gateway.networking.k8s.io/gateway-name")))
        .findFirst()
        .orElseThrow();
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
