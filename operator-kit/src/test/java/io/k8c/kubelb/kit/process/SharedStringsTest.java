package io.k8c.kubelb.kit.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import org.junit.jupiter.api.Test;

class SharedStringsTest {
  private final KubernetesSerialization json = Clients.serialization();

  @Test
  void whatObjectsSayAlikeIsOneString() {
    // when
    Service first = service("tenant-one");
    Service second = service("tenant-one");

    // then
    assertThat(second).isEqualTo(first);
    assertThat(second.getMetadata().getNamespace()).isSameAs(first.getMetadata().getNamespace());
    assertThat(second.getMetadata().getLabels().get("tenant"))
        .isSameAs(first.getMetadata().getNamespace());
    assertThat(second.getSpec().getClusterIPs().getFirst())
        .isSameAs(first.getSpec().getClusterIPs().getFirst());
  }

  @Test
  void whatDiffersStaysWhatItIs() {
    for (int i = 0; i < 10_000; i++) {
      assertThat(service("tenant-" + i).getMetadata().getNamespace()).isEqualTo("tenant-" + i);
    }
  }

  @Test
  void longTextsAreNotKept() {
    // given
    String text = "x".repeat(65);

    // then
    assertThat(service(text).getMetadata().getNamespace())
        .isEqualTo(text)
        .isNotSameAs(service(text).getMetadata().getNamespace());
  }

  @Test
  void nothingIsNothing() {
    assertThat(
            json.unmarshal("{\"kind\":\"Service\",\"metadata\":{\"name\":null}}", Service.class)
                .getMetadata()
                .getName())
        .isNull();
  }

  private Service service(String namespace) {
    return json.unmarshal(
        """
        {"apiVersion": "v1", "kind": "Service",
         "metadata": {"name": "web", "namespace": "%1$s", "labels": {"tenant": "%1$s"}},
         "spec": {"clusterIPs": ["10.0.0.1"]}}
        """
            .formatted(namespace),
        Service.class);
  }
}
