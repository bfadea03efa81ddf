package io.k8c.kubelb.manager.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.k8c.kubelb.api.Wire;
import io.k8c.kubelb.kit.apply.Applier;
import io.k8c.kubelb.kit.testing.FakeApi;
import io.k8c.kubelb.manager.feed.HubCaches;
import io.k8c.kubelb.manager.feed.Intended;
import io.k8c.kubelb.manager.route.WantedService;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HubServicesTest {
  private static final String NAMESPACE = "tenant-one";
  private static final String PATH = "/api/v1/namespaces/tenant-one/services/envoy-web";

  private final FakeApi api = new FakeApi();
  private final HubCaches caches = HubCaches.of(api.client(), "kubelb");
  private final HubServices services =
      new HubServices(
          caches,
          new Intended(),
          new PortLedger(caches.services()),
          new Applier(api.client(), "kubelb", Wire.ANNOTATION_APPLIED));

  @AfterEach
  void close() {
    caches.close();
    api.close();
  }

  @Test
  void aServiceOfAnotherClassHasToGo() {
    // given
    caches.services().wrote(service("slow"));

    // when
    Provided provided = provide(Optional.of("fast"), Optional.of(service("fast")));

    // then
    assertThat(provided)
        .isEqualTo(
            new Provided.Recreated(
                "the hub Service is made anew because its class changes from slow to fast"));
    assertThat(api.requests())
        .singleElement()
        .satisfies(
            request -> {
              assertThat(request.method()).isEqualTo("DELETE");
              assertThat(request.path()).isEqualTo(PATH);
            });
  }

  @Test
  void aServiceThatGoesAlreadyIsWaitedFor() {
    // given
    Service going = service("slow");
    going.getMetadata().setDeletionTimestamp("2026-01-01T00:00:00Z");
    caches.services().wrote(going);

    // when
    Provided provided = provide(Optional.of("fast"), Optional.of(service("fast")));

    // then
    assertThat(provided).isEqualTo(new Provided.Done());
    assertThat(api.requests()).isEmpty();
  }

  @Test
  void aClassThatTheHubChoseItselfStays() {
    // given
    caches.services().wrote(service("chosen"));

    // when
    Provided provided = provide(Optional.empty(), Optional.of(service("chosen")));

    // then
    assertThat(provided).isEqualTo(new Provided.Done());
    assertThat(api.requests()).noneMatch(request -> request.method().equals("DELETE"));
  }

  @Test
  void wherePortsAreExhaustedNothingIsWritten() {
    // when
    Provided provided = provide(Optional.empty(), Optional.empty());

    // then
    assertThat(provided)
        .isInstanceOfSatisfying(
            Provided.Refused.class,
            refused -> {
              assertThat(refused.finding().reason()).isEqualTo("PortsExhausted");
              assertThat(refused.finding().message()).endsWith("remove listeners");
            });
    assertThat(api.requests()).isEmpty();
  }

  private Provided provide(Optional<String> wantedClass, Optional<Service> made) {
    WantedService wanted =
        new WantedService(
            List.of(), wantedClass, Optional.empty(), Optional.empty(), Map.of(), Map.of());
    return services.provide(NAMESPACE, "web", wanted, (asking, actual, taken) -> made);
  }

  private static Service service(String className) {
    return new ServiceBuilder()
        .withNewMetadata()
        .withName("envoy-web")
        .withNamespace(NAMESPACE)
        .withResourceVersion("1")
        .addToLabels(Wire.LABEL_ROUTE, "web")
        .endMetadata()
        .withNewSpec()
        .withType("LoadBalancer")
        .withLoadBalancerClass(className)
        .addNewPort()
        .withPort(80)
        .withNewTargetPort(10_000)
        .endPort()
        .endSpec()
        .build();
  }
}
