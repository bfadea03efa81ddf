package io.k8c.kubelb.manager.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AttemptsTest {
  private final Attempts attempts = new Attempts();

  @Test
  void whatFailsKeepsNothingElseFromBeingDone() {
    // given
    List<String> done = new ArrayList<>();

    // when
    attempts.run(() -> done.add("first"));
    attempts.run(() -> fail("broken"));
    attempts.run(() -> fail("broken too"));
    attempts.run(() -> done.add("last"));

    // then
    assertThat(done).containsExactly("first", "last");
    assertThatThrownBy(attempts::end).hasMessage("broken");
  }

  @Test
  void whereNothingFailedThereIsNothingToTryAgain() {
    attempts.run(() -> {});

    assertThatCode(attempts::end).doesNotThrowAnyException();
  }

  private static void fail(String message) {
    throw new KubernetesClientException(message);
  }
}
