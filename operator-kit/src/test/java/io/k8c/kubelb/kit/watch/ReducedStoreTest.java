package io.k8c.kubelb.kit.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReducedStoreTest {
  private final ReducedStore<ConfigMap> store =
      new ReducedStore<>(
          map -> {
            map.setData(Map.of());
            return map;
          });

  @Test
  void onlyWhatIsNeededIsKept() {
    // when
    put("7");

    // then
    assertThat(store.find("shop", "one"))
        .hasValueSatisfying(found -> assertThat(found.getData()).isEmpty());
    assertThat(store.find("shop", "other")).isEmpty();
  }

  @Test
  void everyChangeIsTold() {
    // given
    List<String> told = new ArrayList<>();
    store.onChange((before, after) -> told.add(version(before) + "->" + version(after)));

    // when
    put("7");
    put("8");
    ConfigMap _ = store.remove("shop/one");
    ConfigMap _ = store.remove("shop/one");

    // then
    assertThat(told).containsExactly("-->7", "7->8", "8->-");
  }

  @Test
  void whatWasWrittenCountsUntilTheWatchHasBroughtIt() {
    // given
    put("7");

    // when
    ConfigMap _ = store.wrote(map("9"));

    // then
    assertThat(store.find("shop", "one").map(ReducedStoreTest::version)).contains("9");
    put("10");
    assertThat(store.find("shop", "one").map(ReducedStoreTest::version)).contains("10");
  }

  private void put(String version) {
    ConfigMap _ = store.put("shop/one", map(version));
  }

  private static String version(ConfigMap map) {
    return map == null ? "-" : map.getMetadata().getResourceVersion();
  }

  private static ConfigMap map(String version) {
    return new ConfigMapBuilder()
        .withNewMetadata()
        .withNamespace("shop")
        .withName("one")
        .withUid("u1")
        .withResourceVersion(version)
        .endMetadata()
        .addToData("key", "large")
        .build();
  }
}
