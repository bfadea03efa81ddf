package io.k8c.kubelb.kit.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.k8c.kubelb.kit.testing.StoringApi;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CachedTest {
  private final StoringApi api = new StoringApi(List.of());
  private final Cached<ConfigMap> cached =
      Cached.of(ConfigMap.class, api.client().configMaps().inAnyNamespace()).indexed("owner");
  private final List<Integer> counts = new CopyOnWriteArrayList<>();

  @BeforeEach
  void listen() {
    cached.onChange((before, after) -> counts.add(cached.toldIn("one")));
  }

  @AfterEach
  void close() {
    cached.close();
    api.close();
  }

  @Test
  void ofSeveralThatComeAtOnceOneIsTheFirst() {
    // given
    create("one", "a", "b", "c");

    // when
    cached.start();

    // then
    await().untilAsserted(() -> assertThat(counts).containsExactly(1, 2, 3));
    assertThat(cached.hasAnyIn("one")).isTrue();
  }

  @Test
  void ofSeveralThatGoOneIsTheLast() {
    // given
    create("one", "a", "b", "c");
    cached.start();
    await().untilAsserted(() -> assertThat(counts).hasSize(3));

    // when
    var _ = api.client().configMaps().inNamespace("one").delete();

    // then
    await().untilAsserted(() -> assertThat(counts).endsWith(2, 1, 0));
    assertThat(cached.hasAnyIn("one")).isFalse();
  }

  @Test
  void editsAndOtherNamespacesCountForNothing() {
    // given
    create("one", "a");
    cached.start();
    await().untilAsserted(() -> assertThat(counts).containsExactly(1));

    // when
    var _ =
        api.client()
            .configMaps()
            .inNamespace("one")
            .withName("a")
            .edit(map -> new ConfigMapBuilder(map).addToData("key", "value").build());
    create("other", "b");

    // then
    await().untilAsserted(() -> assertThat(counts).containsExactly(1, 1, 1));
    assertThat(cached.hasAnyIn("none")).isFalse();
  }

  @Test
  void objectsAreFoundByTheirValueOfALabelAndFollowIt() {
    // given
    create("one", "a", "b", "c");
    create("other", "a");
    label("one", "a", "x");
    label("one", "b", "y");
    label("other", "a", "x");

    // when
    cached.start();

    // then
    await().untilAsserted(() -> assertThat(owned("one", "x")).containsExactly("a"));
    assertThat(owned("one", "z")).isEmpty();

    // when
    label("one", "b", "x");
    label("one", "a", "y");

    // then
    await().untilAsserted(() -> assertThat(owned("one", "x")).containsExactly("b"));
    assertThat(owned("one", "y")).containsExactly("a");
    assertThat(owned("other", "x")).containsExactly("a");
  }

  private List<String> owned(String namespace, String owner) {
    return cached.labelled(namespace, "owner", owner).stream()
        .map(map -> map.getMetadata().getName())
        .toList();
  }

  private void label(String namespace, String name, String owner) {
    var _ =
        api.client()
            .configMaps()
            .inNamespace(namespace)
            .withName(name)
            .edit(
                map ->
                    new ConfigMapBuilder(map)
                        .editMetadata()
                        .addToLabels("owner", owner)
                        .endMetadata()
                        .build());
  }

  private void create(String namespace, String... names) {
    for (String name : names) {
      ConfigMap _ =
          api.client()
              .resource(
                  new ConfigMapBuilder()
                      .withNewMetadata()
                      .withName(name)
                      .withNamespace(namespace)
                      .endMetadata()
                      .build())
              .create();
    }
  }
}
