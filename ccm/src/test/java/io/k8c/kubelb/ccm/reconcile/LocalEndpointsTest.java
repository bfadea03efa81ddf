package io.k8c.kubelb.ccm.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSliceBuilder;
import org.junit.jupiter.api.Test;

class LocalEndpointsTest {

  @Test
  void nodesThatRunReadyPodsAreNamed() {
    // given
    EndpointSlice slice =
        new EndpointSliceBuilder()
            .withNewMetadata()
            .addToLabels("kubernetes.io/service-name", "web")
            .endMetadata()
            .addNewEndpoint()
            .withNodeName("ready")
            .withNewConditions()
            .withReady(true)
            .endConditions()
            .endEndpoint()
            .addNewEndpoint()
            .withNodeName("not-ready")
            .withNewConditions()
            .withReady(false)
            .endConditions()
            .endEndpoint()
            .addNewEndpoint()
            .withNodeName("unknown-counts")
            .endEndpoint()
            .addNewEndpoint()
            .endEndpoint()
            .build();

    // then
    assertThat(LocalEndpoints.nodes(slice)).containsExactlyInAnyOrder("ready", "unknown-counts");
    assertThat(LocalEndpoints.service(slice)).contains("web");
  }

  @Test
  void aSliceWithoutALabelBelongsToNoService() {
    assertThat(
            LocalEndpoints.service(
                new EndpointSliceBuilder().withNewMetadata().endMetadata().build()))
        .isEmpty();
  }
}
