package io.k8c.kubelb.ccm.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import org.junit.jupiter.api.Test;

class TwinsTest {

  @Test
  void aClusterWithoutNodePortsIsRecognizedAndSaysWhatToDo() {
    // given
    KubernetesClientException full =
        answer(
            500,
            "Internal error occurred: failed to allocate a nodePort: provided port range is full");

    // then
    assertThat(Twins.refusal(full))
        .startsWith("the cluster has none left; delete Services")
        .contains("widen --service-node-port-range");
  }

  @Test
  void aRefusalIsTold() {
    assertThat(Twins.refusal(answer(403, "exceeded quota: nodeports")))
        .isEqualTo("exceeded quota: nodeports");
  }

  @Test
  void whatPassesOnItsOwnIsTriedAgain() {
    // given
    KubernetesClientException failure = answer(500, "etcdserver: request timed out");

    // then
    assertThatThrownBy(() -> Twins.refusal(failure)).isSameAs(failure);
  }

  private static KubernetesClientException answer(int code, String message) {
    return new KubernetesClientException(
        "Failure executing: PATCH at: https://10.0.0.1/services/shop-nodeport",
        code,
        new StatusBuilder().withCode(code).withMessage(message).build());
  }
}
