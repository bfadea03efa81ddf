package io.k8c.kubelb.ccm.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.k8c.kubelb.kit.Note;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class HubFailureTest {
  private static final String QUOTA =
      "routes.kubelb.k8c.io \"u-1\" is forbidden: exceeded quota: routes, requested:"
          + " count/routes.kubelb.k8c.io=1";

  @Test
  void whatTheHubRefusesForGoodIsToldWithWhoCanHelp() {
    // given
    HubFailure failure = ofHub(answer(403, QUOTA));

    // then
    String expected =
        "the hub's API server refused: "
            + QUOTA
            + "; change what it names, or have the hub's operator allow it";
    assertThat(HubFailure.of(failure)).isEqualTo(Note.warning("HubRefused", expected));
    assertThat(HubFailure.lasting(failure)).contains(expected);
  }

  @Test
  void whatPassesOnItsOwnIsNotInTheStatus() {
    // given
    HubFailure down = ofHub(answer(503, "etcd has no leader"));
    HubFailure silent =
        ofHub(new KubernetesClientException("Connection refused", new IOException("refused")));

    // then
    Note unreached = Note.warning("HubUnreachable", "the hub cannot be reached, trying again");
    assertThat(HubFailure.of(down)).isEqualTo(unreached);
    assertThat(HubFailure.of(silent)).isEqualTo(unreached);
    assertThat(HubFailure.lasting(down)).isEmpty();
    assertThat(HubFailure.lasting(silent)).isEmpty();
    assertThat(HubFailure.lasting(ofHub(answer(401, "Unauthorized")))).isEmpty();
    assertThat(HubFailure.lasting(ofHub(answer(429, "too many requests")))).isEmpty();
  }

  @Test
  void aFailureOfTheTenantClusterIsNotTheHubs() {
    // given
    KubernetesClientException broken = answer(500, "etcdserver: request timed out");
    KubernetesClientException refused = answer(403, "admission webhook says no");

    // then
    assertThat(HubFailure.of(broken))
        .isEqualTo(
            Note.warning(
                "WriteFailed",
                "the API server of this cluster, not the hub's, failed: etcdserver: request timed"
                    + " out; trying again"));
    assertThat(HubFailure.of(refused).reason()).isEqualTo("WriteFailed");
    assertThat(HubFailure.lasting(refused)).isEmpty();
  }

  @Test
  void aCallThatSucceedsAnswers() {
    assertThat(HubFailure.call(() -> "fine")).isEqualTo("fine");
  }

  private static HubFailure ofHub(KubernetesClientException failure) {
    HubFailure told =
        catchThrowableOfType(
            HubFailure.class,
            () -> {
              Object _ =
                  HubFailure.call(
                      () -> {
                        throw failure;
                      });
            });
    assertThat(told.getCode()).isEqualTo(failure.getCode());
    return told;
  }

  private static KubernetesClientException answer(int code, String message) {
    return new KubernetesClientException(
        "Failure executing: PATCH",
        code,
        new StatusBuilder().withCode(code).withMessage(message).build());
  }
}
