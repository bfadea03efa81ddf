package io.k8c.kubelb.e2e.fast;

import static io.k8c.kubelb.e2e.fast.Stage.answer;
import static io.k8c.kubelb.e2e.fast.Stage.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What happens while one of the programs is away is made up for when it is back. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RestartTest {
  private static final Duration AFTER_RETURN = Duration.ofSeconds(10);

  private Stage stage;

  @BeforeAll
  void open() {
    stage = Stage.open(RestartTest.class);
    stage.create("stays");
    stage.envoy("envoy");
    stage.awaitServed("stays");
  }

  @AfterAll
  void close() {
    stage.close();
  }

  @Test
  void aServiceDeletedWhileNoManagerRunsIsGoneFromEnvoySoonAfterItsReturn() {
    // Given
    stage.create("deleted-without-manager");
    stage.awaitServed("deleted-without-manager");
    int listener = stage.listener("deleted-without-manager");
    stage.manager().process().kill();

    // When
    stage.delete("deleted-without-manager");
    eventually().until(() -> stage.service("deleted-without-manager").isEmpty());
    assertThat(Stage.isListening(listener)).as("served on").isTrue();
    stage.restartManager();

    // Then
    eventually().atMost(AFTER_RETURN).until(() -> !Stage.isListening(listener));
    // Its hub Service goes with the garbage collector, which there is none of in this tier.
    assertThat(answer(stage.listener("stays"))).contains("stays on");
  }

  @Test
  void aServiceDeletedWhileNoCcmRunsIsNotOrphanedInTheHub() {
    // Given
    stage.create("deleted-without-ccm");
    stage.awaitServed("deleted-without-ccm");
    int listener = stage.listener("deleted-without-ccm");
    stage.ccm().process().kill();

    // When
    stage.delete("deleted-without-ccm");
    stage.create("created-without-ccm");
    stage.restartCcm();

    // Then
    stage.awaitNothingOf("deleted-without-ccm", listener);
    eventually().until(() -> stage.service("deleted-without-ccm").isEmpty());
    stage.awaitServed("created-without-ccm");
  }

  /** Someone may force a Service away, finalizer and all, while nobody looks. */
  @Test
  void aServiceForcedAwayWhileNoCcmRunsIsSweptFromTheHub() {
    // Given
    stage.create("forced");
    stage.awaitServed("forced");
    stage.ccm().process().kill();

    // When
    stage.edit(
        "forced",
        service -> {
          service.getMetadata().setFinalizers(null);
          return service;
        });
    stage.delete("forced");
    eventually().until(() -> stage.service("forced").isEmpty());
    stage.restartCcm();

    // Then
    eventually().atMost(Duration.ofMinutes(3)).until(() -> stage.hubService("forced").isEmpty());
  }
}
