package io.k8c.kubelb.kit.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.k8c.kubelb.kit.WatchedKind;
import io.k8c.kubelb.kit.testing.FakeApi;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ServedKindsTest {
  private static final String GATEWAY_API = "gateway.networking.k8s.io";

  private final FakeApi api = new FakeApi();
  private final ServedKinds<Kind> served = new ServedKinds<>(api.client(), Kind.class);

  @AfterEach
  void close() {
    api.close();
  }

  @Test
  void aClusterWithoutGatewayApiServesIngressesOnly() {
    // given
    group("networking.k8s.io", "v1");
    kinds("networking.k8s.io", "v1", "ingresses", "ingressclasses", "networkpolicies");

    // then
    assertThat(served.look()).isEqualTo(Map.of(Kind.INGRESS, "v1", Kind.INGRESS_CLASS, "v1"));
  }

  @Test
  void theNewestVersionOfAKindThatWeKnowIsTaken() {
    // given
    group(GATEWAY_API, "v1alpha2", "v1beta1", "v1", "v9");
    kinds(GATEWAY_API, "v1", "gateways", "httproutes");
    kinds(GATEWAY_API, "v1beta1", "gateways", "referencegrants");
    kinds(GATEWAY_API, "v1alpha2", "tcproutes", "referencegrants");

    // then
    assertThat(served.look())
        .isEqualTo(
            Map.of(
                Kind.GATEWAY, "v1",
                Kind.HTTP_ROUTE, "v1",
                Kind.REFERENCE_GRANT, "v1beta1",
                Kind.TCP_ROUTE, "v1alpha2"));
  }

  @Test
  void kindsThatComeAfterOthersAreFound() {
    // given
    group(GATEWAY_API, "v1");
    kinds(GATEWAY_API, "v1", "gateways");
    Map<Kind, String> _ = served.look();

    // when
    kinds(GATEWAY_API, "v1", "gateways", "httproutes");

    // then
    assertThat(served.look()).containsKeys(Kind.GATEWAY, Kind.HTTP_ROUTE);
  }

  @Test
  void whereNothingChangesLittleIsAsked() {
    // given
    group(GATEWAY_API, "v1");
    kinds(GATEWAY_API, "v1", "gateways");

    // when
    for (int i = 0; i < 20; i++) {
      assertThat(served.look()).containsKey(Kind.GATEWAY);
    }

    // then
    assertThat(api.requests())
        .filteredOn(request -> request.path().endsWith("/v1"))
        .hasSizeLessThan(7);
  }

  private void group(String name, String... versions) {
    api.knows(
        "/apis/" + name,
        "{\"kind\":\"APIGroup\",\"apiVersion\":\"v1\",\"name\":\"%s\",\"versions\":[%s]}"
            .formatted(
                name,
                Stream.of(versions)
                    .map(
                        each ->
                            "{\"groupVersion\":\"%s/%s\",\"version\":\"%s\"}"
                                .formatted(name, each, each))
                    .collect(Collectors.joining(","))));
  }

  private void kinds(String group, String version, String... plurals) {
    api.knows(
        "/apis/" + group + "/" + version,
        "{\"kind\":\"APIResourceList\",\"groupVersion\":\"%s/%s\",\"resources\":[%s]}"
            .formatted(
                group,
                version,
                Stream.of(plurals)
                    .map(
                        each ->
                            "{\"name\":\"%s\",\"kind\":\"K\",\"namespaced\":true}".formatted(each))
                    .collect(Collectors.joining(","))));
  }

  private enum Kind implements WatchedKind {
    INGRESS("networking.k8s.io", "ingresses"),
    INGRESS_CLASS("networking.k8s.io", "ingressclasses"),
    GATEWAY(GATEWAY_API, "gateways"),
    HTTP_ROUTE(GATEWAY_API, "httproutes"),
    TCP_ROUTE(GATEWAY_API, "tcproutes"),
    REFERENCE_GRANT(GATEWAY_API, "referencegrants");

    private final String group;
    private final String plural;

    Kind(String group, String plural) {
      this.group = group;
      this.plural = plural;
    }

    @Override
    public String group() {
      return group;
    }

    @Override
    public String kind() {
      return name();
    }

    @Override
    public String plural() {
      return plural;
    }

    @Override
    public boolean isNamespaced() {
      return this != INGRESS_CLASS;
    }
  }
}
