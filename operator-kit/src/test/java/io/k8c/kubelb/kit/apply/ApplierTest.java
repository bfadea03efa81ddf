package io.k8c.kubelb.kit.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.LongNode;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Version;
import io.k8c.kubelb.kit.testing.FakeApi;
import io.k8c.kubelb.kit.testing.FakeApi.Request;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApplierTest {
  private static final String HASH = "kubelb.k8c.io/applied";

  private final FakeApi api = new FakeApi();
  private final Applier applier = new Applier(api.client(), "tester", HASH);

  @AfterEach
  void close() {
    api.close();
  }

  @Test
  void whatIsNotThereIsAppliedUnderOurName() {
    // when
    ConfigMap applied = applier.apply(map("a", "1"), null);

    // then
    Request request = api.requests().getFirst();
    assertThat(request.method()).isEqualTo("PATCH");
    assertThat(request.path()).isEqualTo("/api/v1/namespaces/ns/configmaps/one");
    assertThat(request.query()).contains("fieldManager=tester", "force=true");
    assertThat(applied.getMetadata().getAnnotations()).containsKey(HASH);
  }

  @Test
  void theWholeStatusOfAKindWithoutATypeIsReplacedAtItsVersion() {
    // given
    api.knows(
        "/apis/example.com/v1",
        """
        {"kind":"APIResourceList","groupVersion":"example.com/v1","resources":[
        {"name":"gateways","singularName":"gateway","namespaced":true,"kind":"Gateway","verbs":["get"]}]}\
        """);
    GenericKubernetesResource desired = new GenericKubernetesResource();
    desired.setApiVersion("example.com/v1");
    desired.setKind("Gateway");
    desired.setMetadata(
        new ObjectMetaBuilder()
            .withName("web")
            .withNamespace("ns")
            .withResourceVersion("7")
            .build());
    desired.setAdditionalProperty("status", Map.of("addresses", List.of()));

    // when
    var _ = applier.replaceStatus(desired);
    var _ = applier.replaceStatus(desired);

    // then
    assertThat(api.requests())
        .filteredOn(request -> request.method().equals("PUT"))
        .hasSize(2)
        .allSatisfy(
            request -> {
              assertThat(request.path())
                  .isEqualTo("/apis/example.com/v1/namespaces/ns/gateways/web/status");
              assertThat(request.body()).contains("\"resourceVersion\":\"7\"", "addresses");
            });
  }

  @Test
  void whatSomebodyElseCreatedStaysHis() {
    // given
    api.refuses("/api/v1/namespaces/ns/configmaps", 409);

    // when
    Optional<ConfigMap> created = applier.create(map("a", "1"));

    // then
    assertThat(created).isEmpty();
    assertThat(api.requests())
        .singleElement()
        .satisfies(request -> assertThat(request.method()).isEqualTo("POST"));
  }

  @Test
  void whatSomebodyElseChangedSinceStaysAsItIs() {
    // given
    ConfigMap known = map("a", "1");
    known.getMetadata().setResourceVersion("7");
    api.refuses("/api/v1/namespaces/ns/configmaps/one", 409);

    // when
    Optional<ConfigMap> replaced = applier.replaceUnchanged(known);
    applier.deleteUnchanged(known);

    // then
    assertThat(replaced).isEmpty();
    assertThat(api.requests())
        .filteredOn(request -> !request.method().equals("GET"))
        .hasSize(2)
        .allSatisfy(request -> assertThat(request.body()).contains("\"resourceVersion\":\"7\""));
  }

  @Test
  void whatIsThereIsNotWrittenAgain() {
    // given
    ConfigMap actual = applier.apply(map("a", "1"), null);

    // when
    ConfigMap second = applier.apply(map("a", "1"), actual);

    // then
    assertThat(second).isSameAs(actual);
    assertThat(api.requests()).hasSize(1);
  }

  @Test
  void anotherOrderOfTheSameFieldsIsNothingNew() {
    // given
    ConfigMap actual = applier.apply(map("a", "1", "b", "2"), null);

    // when
    ConfigMap _ = applier.apply(map("b", "2", "a", "1"), actual);

    // then
    assertThat(api.requests()).hasSize(1);
  }

  @Test
  void whatOthersAddIsTheirs() {
    // given
    ConfigMap actual = applier.apply(map("a", "1"), null);
    actual.getData().put("theirs", "x");
    actual.getMetadata().getLabels().put("theirs", "x");

    // when
    ConfigMap _ = applier.apply(map("a", "1"), actual);

    // then
    assertThat(api.requests()).hasSize(1);
  }

  @Test
  void whatOthersChangeIsPutRight() {
    // given
    ConfigMap actual = applier.apply(map("a", "1"), null);
    actual.getData().put("a", "2");

    // when
    ConfigMap _ = applier.apply(map("a", "1"), actual);

    // then
    assertThat(api.requests()).hasSize(2);
  }

  @Test
  void whatOthersChangeIsPutRightHoweverOftenItWasFoundToBeRight() {
    // given
    ConfigMap actual = applier.apply(map("a", "1"), null);
    ConfigMap _ = applier.apply(map("a", "1"), actual);
    ConfigMap _ = applier.apply(map("a", "1"), actual);

    // when: in the cache it is another object, in a test it may be the same one
    ConfigMap drifted = new ConfigMapBuilder(actual).addToData("a", "2").build();
    ConfigMap _ = applier.apply(map("a", "1"), drifted);
    actual.getData().put("a", "2");
    ConfigMap _ = applier.apply(map("a", "1"), actual);

    // then
    assertThat(api.requests()).hasSize(3);
  }

  @Test
  void whatIsWantedElseIsWrittenHoweverOftenTheFormerWasFound() {
    // given
    ConfigMap actual = applier.apply(map("a", "1"), null);
    ConfigMap _ = applier.apply(map("a", "1"), actual);

    // when
    ConfigMap _ = applier.apply(map("a", "2"), actual);

    // then
    assertThat(api.requests()).hasSize(2);
  }

  @Test
  void aFieldThatIsNotWantedAnyMoreIsGivenUp() {
    // given
    ConfigMap actual = applier.apply(map("a", "1", "b", "2"), null);

    // when
    ConfigMap _ = applier.apply(map("a", "1"), actual);

    // then
    assertThat(api.requests()).hasSize(2);
    assertThat(api.requests().getLast().body()).doesNotContain("\"b\"");
  }

  @Test
  void aStatusIsWrittenOnlyWhereItDiffers() {
    // given
    Service actual = status("192.0.2.1");

    // when
    Service _ = applier.applyStatus(status("192.0.2.1"), actual);
    Service _ = applier.applyStatus(status("192.0.2.2"), actual);

    // then
    assertThat(api.requests())
        .singleElement()
        .matches(request -> request.path().endsWith("/services/web/status"))
        .matches(request -> request.body().contains("192.0.2.2"));
  }

  @Test
  void aStatusOfAKindOfOursIsWrittenOnlyWhereItDiffers() {
    // given
    Toy actual = toy("whole");

    // when
    Toy _ = applier.applyStatus(toy("whole"), actual);
    Toy _ = applier.applyStatus(toy("broken"), actual);

    // then
    assertThat(api.requests())
        .singleElement()
        .matches(request -> request.path().endsWith("/namespaces/ns/toys/one/status"))
        .matches(request -> request.body().contains("broken"));
  }

  @Test
  void aNumberThatWasCountedIsTheOneThatIsStored() {
    // given
    Toy actual = toy("whole", IntNode.valueOf(3));

    // when
    Toy _ = applier.applyStatus(toy("whole", LongNode.valueOf(3)), actual);
    Toy _ = applier.applyStatus(toy("whole", LongNode.valueOf(4)), actual);

    // then
    assertThat(api.requests()).singleElement().matches(request -> request.body().contains("4"));
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 403, 422})
  void aLastingRefusalIsAValue(int code) {
    assertThat(Applier.refusal(failure(code, "too many ports"))).isEqualTo("too many ports");
    assertThat(Applier.refusal(failure(code, null))).isEqualTo("status " + code);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 401, 404, 409, 429, 500, 503})
  void aFailureThatMayPassIsThrownAgain(int code) {
    assertThatThrownBy(() -> Applier.refusal(failure(code, "later")))
        .isInstanceOf(KubernetesClientException.class);
  }

  @Test
  void deletingWhatIsGoneIsFine() {
    // given
    api.refuses("/api/v1/namespaces/ns/configmaps/one", 404);

    // when
    applier.delete(map("a", "1"));

    // then
    assertThat(api.requests())
        .singleElement()
        .matches(request -> request.method().equals("DELETE"));
  }

  private static ConfigMap map(String... entries) {
    Map<String, String> data = new LinkedHashMap<>();
    for (int i = 0; i < entries.length; i += 2) {
      data.put(entries[i], entries[i + 1]);
    }
    return new ConfigMapBuilder()
        .withNewMetadata()
        .withName("one")
        .withNamespace("ns")
        .endMetadata()
        .withData(data)
        .build();
  }

  private static Service status(String ip) {
    return new ServiceBuilder()
        .withNewMetadata()
        .withName("web")
        .withNamespace("ns")
        .endMetadata()
        .withNewStatus()
        .withNewLoadBalancer()
        .addNewIngress()
        .withIp(ip)
        .endIngress()
        .endLoadBalancer()
        .endStatus()
        .build();
  }

  private static Toy toy(String phase) {
    return toy(phase, IntNode.valueOf(0));
  }

  private static Toy toy(String phase, JsonNode count) {
    Toy toy = new Toy();
    toy.setMetadata(new ObjectMetaBuilder().withName("one").withNamespace("ns").build());
    toy.setStatus(new Toy.Status(phase, count));
    return toy;
  }

  private static KubernetesClientException failure(int code, String message) {
    return new KubernetesClientException(
        "failed", code, new StatusBuilder().withCode(code).withMessage(message).build());
  }

  @Group("toys.example")
  @Version("v1")
  static final class Toy extends CustomResource<Void, Toy.Status> implements Namespaced {
    record Status(String phase, JsonNode count) {}
  }
}
