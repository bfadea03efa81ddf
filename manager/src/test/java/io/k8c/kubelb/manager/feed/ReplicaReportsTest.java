package io.k8c.kubelb.manager.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.k8c.kubelb.manager.feed.ReplicaReport.Proxy;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReplicaReportsTest {
  private List<ConfigMap> stored = List.of();
  private final ReplicaReports reports = new ReplicaReports(() -> stored);

  @Test
  void othersSpeakForOneTenantAtATime() {
    // given
    stored = List.of(report("own", "1", 1), report("first", "2", 2), report("second", "3", 3));

    // then
    assertThat(reports.ofOthers("own", "tenant-one")).containsExactly(proxies(2), proxies(3));
    assertThat(reports.ofOthers("own", "tenant-two")).isEmpty();
  }

  @Test
  void aVersionIsParsedOnce() {
    // given
    stored = List.of(report("first", "2", 2));
    List<Proxy> before = reports.ofOthers("own", "tenant-one").toList();

    // when
    stored = List.of(report("first", "2", 2));

    // then
    assertThat(reports.ofOthers("own", "tenant-one").toList()).first().isSameAs(before.getFirst());
  }

  @Test
  void anotherVersionIsParsedAgain() {
    // given
    stored = List.of(report("first", "2", 2));
    List<Proxy> _ = reports.ofOthers("own", "tenant-one").toList();

    // when
    stored = List.of(report("first", "3", 5));

    // then
    assertThat(reports.ofOthers("own", "tenant-one")).containsExactly(proxies(5));
  }

  @Test
  void aReplicaThatIsGoneIsForgotten() {
    // given
    stored = List.of(report("first", "2", 2));
    List<Proxy> before = reports.ofOthers("own", "tenant-one").toList();

    // when
    stored = List.of();
    List<Proxy> meanwhile = reports.ofOthers("own", "tenant-one").toList();
    stored = List.of(report("first", "2", 2));

    // then
    assertThat(meanwhile).isEmpty();
    assertThat(reports.ofOthers("own", "tenant-one").toList())
        .first()
        .isEqualTo(before.getFirst())
        .isNotSameAs(before.getFirst());
  }

  private static Proxy proxies(int streams) {
    return new Proxy(streams, Map.of(), Map.of());
  }

  private static ConfigMap report(String name, String version, int streams) {
    return new ConfigMapBuilder()
        .withNewMetadata()
        .withName(name)
        .withResourceVersion(version)
        .endMetadata()
        .withData(new ReplicaReport(Map.of("tenant-one", proxies(streams))).data())
        .build();
  }
}
