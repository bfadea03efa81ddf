package io.k8c.kubelb.kit.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.k8c.kubelb.kit.Note;
import io.k8c.kubelb.kit.testing.FakeApi;
import io.k8c.kubelb.kit.testing.FakeApi.Request;
import io.k8c.kubelb.kit.testing.SetClock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EventsTest {
  private static final String PATH = "/apis/events.k8s.io/v1/namespaces/%s/events";
  private static final ConfigMap ABOUT =
      new ConfigMapBuilder()
          .withNewMetadata()
          .withName("one")
          .withNamespace("ns")
          .withUid("u1")
          .endMetadata()
          .build();

  private final FakeApi api = new FakeApi();
  private final SetClock clock = new SetClock();
  private final Events events = new Events(api.client(), "kubelb.k8c.io/test", "me", clock);

  @AfterEach
  void close() {
    events.close();
    api.close();
  }

  @Test
  void anEventSaysWhatHappenedToWhom() {
    // when
    events.tell(ABOUT, Note.warning("Disabled", "ask the administrator"));

    // then
    Request request = told(1).getFirst();
    assertThat(request.path()).isEqualTo(PATH.formatted("ns"));
    assertThat(request.body())
        .contains(
            "\"type\":\"Warning\"",
            "\"reason\":\"Disabled\"",
            "\"note\":\"ask the administrator\"",
            "\"reportingController\":\"kubelb.k8c.io/test\"",
            "\"uid\":\"u1\"",
            "2026-01-01T12:00:00.123456Z");
  }

  @Test
  void whatWasToldIsNotToldAgainForTenMinutes() {
    // when
    events.tell(ABOUT, Note.normal("Synced", "it is"));
    events.tell(ABOUT, Note.normal("Synced", "it is"));
    clock.pass(Duration.ofMinutes(10));
    events.tell(ABOUT, Note.normal("Synced", "it is"));
    events.tell(ABOUT, Note.normal("Synced", "in other words"));

    // then
    assertThat(told(3)).last().matches(request -> request.body().contains("in other words"));
  }

  @Test
  void anObjectWithoutNamespaceIsToldOfInDefault() {
    // given
    HasMetadata namespace =
        new NamespaceBuilder().withNewMetadata().withName("n").withUid("u2").endMetadata().build();

    // when
    events.tell(namespace, Note.normal("Ready", "it is"));

    // then
    assertThat(told(1).getFirst().path()).isEqualTo(PATH.formatted("default"));
  }

  @Test
  void aLongMessageIsCutToWhatTheServerTakes() {
    // when
    events.tell(ABOUT, Note.normal("Long", "x".repeat(5000)));

    // then
    assertThat(told(1).getFirst().body())
        .contains("x".repeat(1024))
        .doesNotContain("x".repeat(1025));
  }

  @Test
  void aFailedWriteLosesThatEventOnly() {
    // given
    api.refuses(PATH.formatted("ns"), 403);

    // when
    events.tell(ABOUT, Note.normal("Lost", "this one"));
    events.tell(
        new ConfigMapBuilder(ABOUT).editMetadata().withNamespace("other").endMetadata().build(),
        Note.normal("Kept", "this one"));

    // then
    assertThat(told(2)).last().matches(request -> request.body().contains("Kept"));
  }

  @Test
  void beyondABurstEventsWaitForTheirTurn() {
    // when
    long begun = System.nanoTime();
    for (int i = 0; i < 60; i++) {
      events.tell(ABOUT, Note.normal("Many", "number " + i));
    }

    // then
    Duration taken = Duration.ofNanos(told(60).getLast().nanos() - begun);
    assertThat(taken).isGreaterThanOrEqualTo(Duration.ofMillis(350));
  }

  private List<Request> told(int number) {
    await().atMost(Duration.ofSeconds(20)).until(() -> api.requests().size() >= number);
    assertThat(api.requests()).hasSize(number);
    return api.requests();
  }
}
