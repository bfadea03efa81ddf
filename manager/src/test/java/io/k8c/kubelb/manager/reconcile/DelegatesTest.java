package io.k8c.kubelb.manager.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.k8c.kubelb.api.Route;
import io.k8c.kubelb.api.Wire;
import io.k8c.kubelb.kit.apply.Applier;
import io.k8c.kubelb.kit.apply.Events;
import io.k8c.kubelb.kit.testing.FakeApi;
import io.k8c.kubelb.kit.testing.SetClock;
import io.k8c.kubelb.manager.feed.HubCaches;
import io.k8c.kubelb.manager.feed.HubKinds;
import io.k8c.kubelb.manager.route.spec.Finding;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Objects whose names are taken in the hub. */
class DelegatesTest {
  private static final String NAMESPACE = "tenant-one";
  private static final String PATH = "/api/v1/namespaces/tenant-one/configmaps/default-ca";

  private final FakeApi api = new FakeApi();
  private final SetClock clock = new SetClock();
  private final Events events = new Events(api.client(), "kubelb.k8c.io/manager", "test", clock);
  private final HubCaches caches = HubCaches.of(api.client(), "kubelb");
  private final HubKinds kinds = new HubKinds(api.client(), uid -> false);
  private final Delegates delegates =
      new Delegates(
          api.client(),
          caches,
          kinds,
          new Writing(new Applier(api.client(), "kubelb", Wire.ANNOTATION_APPLIED), events, clock));

  @AfterEach
  void close() {
    kinds.close();
    caches.close();
    events.close();
    api.close();
  }

  @Test
  void whatIsLeftOfARouteThatIsGoneIsTakenOver() {
    // given
    api.knows(PATH, Serialization.asJson(delegate("gone")));

    // when
    Optional<Finding> obstacle = delegates.provide(route("new"), List.of(delegate("new")));

    // then
    assertThat(obstacle).isEmpty();
    assertThat(writes())
        .singleElement()
        .satisfies(body -> assertThat(body).contains("\"kubelb.k8c.io/delegate-of\":\"new\""));
  }

  @Test
  void whatStandsForAnotherRouteKeepsItsName() {
    // given
    api.knows(PATH, Serialization.asJson(delegate("other")));
    api.knows(
        "/apis/kubelb.k8c.io/v1alpha1/routes",
        """
        {"apiVersion":"kubelb.k8c.io/v1alpha1","kind":"RouteList","metadata":{"resourceVersion":"1"},
         "items":[%s]}
        """
            .formatted(Serialization.asJson(route("other"))));
    caches.routes().start();
    await().atMost(Duration.ofSeconds(60)).until(() -> caches.routes().watches(NAMESPACE, "other"));

    // when
    Optional<Finding> obstacle = delegates.provide(route("new"), List.of(delegate("new")));

    // then
    assertThat(obstacle.orElseThrow().message())
        .contains("ConfigMap default-ca: an object of this name is there already");
    assertThat(writes()).isEmpty();
  }

  @Test
  void whatIsNotOursKeepsItsName() {
    // given
    ConfigMap foreign = delegate("gone");
    foreign.getMetadata().getLabels().remove(Wire.LABEL_MANAGED_BY);
    api.knows(PATH, Serialization.asJson(foreign));

    // when
    Optional<Finding> obstacle = delegates.provide(route("new"), List.of(delegate("new")));

    // then
    assertThat(obstacle).isPresent();
    assertThat(writes()).isEmpty();
  }

  private List<String> writes() {
    return api.requests().stream()
        .filter(request -> request.path().equals(PATH))
        .filter(request -> !request.method().equals("GET"))
        .map(FakeApi.Request::body)
        .toList();
  }

  private static Route route(String name) {
    Route route = new Route();
    route.setMetadata(
        new ObjectMetaBuilder()
            .withName(name)
            .withNamespace(NAMESPACE)
            .withUid("uid-of-" + name)
            .withResourceVersion("1")
            .build());
    return route;
  }

  private static ConfigMap delegate(String route) {
    return new ConfigMapBuilder()
        .withNewMetadata()
        .withName("default-ca")
        .withNamespace(NAMESPACE)
        .addToLabels(Wire.LABEL_MANAGED_BY, Wire.MANAGED_BY)
        .addToLabels(Wire.LABEL_DELEGATE, route)
        .endMetadata()
        .addToData("ca.crt", "certificate")
        .build();
  }
}
