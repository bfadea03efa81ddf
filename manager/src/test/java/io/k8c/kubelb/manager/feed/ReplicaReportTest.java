package io.k8c.kubelb.manager.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.k8c.kubelb.manager.feed.ReplicaReport.Proxy;
import io.k8c.kubelb.manager.feed.ReplicaReport.Rejected;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReplicaReportTest {

  @Test
  void whatIsWrittenIsRead() {
    // given
    ReplicaReport report =
        new ReplicaReport(
            Map.of(
                "tenant-primary",
                new Proxy(
                    2,
                    Map.of("4f1c", "lb-uid/2/{80/TCP=12345}"),
                    Map.of("77aa", new Rejected("other", List.of("cannot \"bind\""))))));

    // then
    assertThat(ReplicaReport.read(stored(report.data()))).isEqualTo(report);
  }

  @Test
  void theSameReportIsTheSameText() {
    // given
    Proxy proxy = new Proxy(1, Map.of("a", "1", "b", "2", "c", "3"), Map.of());

    // then
    assertThat(new ReplicaReport(Map.of("x", proxy, "y", proxy)).data().values())
        .singleElement()
        .asString()
        .matches(".*\"x\".*\"a\".*\"b\".*\"c\".*\"y\".*");
  }

  @Test
  void whatCannotBeReadIsPassedOver() {
    assertThat(ReplicaReport.read(stored(Map.of("report", "{nonsense"))))
        .isEqualTo(ReplicaReport.NONE);
    assertThat(ReplicaReport.read(stored(Map.of()))).isEqualTo(ReplicaReport.NONE);
    assertThat(ReplicaReport.read(new ConfigMap())).isEqualTo(ReplicaReport.NONE);
  }

  private static ConfigMap stored(Map<String, String> data) {
    return new ConfigMapBuilder().withNewMetadata().endMetadata().withData(data).build();
  }
}
