package io.k8c.kubelb.ccm.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.k8c.kubelb.kit.Note;
import io.k8c.kubelb.kit.apply.Events;
import io.k8c.kubelb.kit.testing.FakeApi;
import io.k8c.kubelb.kit.testing.FakeApi.Request;
import io.k8c.kubelb.kit.testing.SetClock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LongWaitsTest {
  private static final Service WEB =
      new ServiceBuilder()
          .withNewMetadata()
          .withName("web")
          .withNamespace("shop")
          .withUid("u1")
          .endMetadata()
          .build();
  private static final Optional<Note> NO_ADDRESS =
      Optional.of(Note.warning("PendingAddress", "the cloud has given no address yet"));
  private static final Optional<Note> NO_PROXY =
      Optional.of(Note.warning("ProxyNotReady", "no proxy is ready"));
  private static final Note LAST = Note.normal("Last", "written after all the others");

  private final FakeApi api = new FakeApi();
  private final SetClock clock = new SetClock();
  private final Events events = new Events(api.client(), "kubelb.k8c.io/test", "me", clock);
  private final LongWaits waits = new LongWaits(events, clock);

  @AfterEach
  void close() {
    events.close();
    api.close();
  }

  @Test
  void aWaitThatHasJustBegunIsNoNewsButLookedAtAgain() {
    // when
    Optional<Duration> first = waits.observed(WEB, NO_ADDRESS);
    clock.pass(Duration.ofSeconds(10));
    Optional<Duration> second = waits.observed(WEB, NO_ADDRESS);

    // then
    assertThat(first).contains(Duration.ofSeconds(30));
    assertThat(second).contains(Duration.ofSeconds(20));
    assertThat(told()).isEmpty();
  }

  @Test
  void aWaitThatLastsIsToldOnceAndThenLeftAlone() {
    // given
    var _ = waits.observed(WEB, NO_ADDRESS);
    clock.pass(Duration.ofSeconds(30));

    // when
    Optional<Duration> next = waits.observed(WEB, NO_ADDRESS);
    clock.pass(Duration.ofHours(1));
    var _ = waits.observed(WEB, NO_ADDRESS);

    // then
    assertThat(next).isEmpty();
    assertThat(told())
        .singleElement()
        .asString()
        .contains(
            "\"reason\":\"PendingAddress\"",
            "the cloud has given no address yet",
            "\"uid\":\"u1\"");
  }

  @Test
  void anotherCauseOfTheSameWaitIsToldToo() {
    // given
    var _ = waits.observed(WEB, NO_ADDRESS);
    clock.pass(Duration.ofSeconds(30));
    var _ = waits.observed(WEB, NO_ADDRESS);

    // when
    var _ = waits.observed(WEB, NO_PROXY);
    var _ = waits.observed(WEB, NO_ADDRESS);

    // then
    assertThat(told()).hasSize(2).last().asString().contains("ProxyNotReady");
  }

  @Test
  void aServiceThatIsServedMeanwhileBeginsAnew() {
    // given
    var _ = waits.observed(WEB, NO_ADDRESS);
    clock.pass(Duration.ofSeconds(29));
    var _ = waits.observed(WEB, Optional.empty());
    clock.pass(Duration.ofSeconds(29));

    // then
    assertThat(waits.observed(WEB, NO_ADDRESS)).contains(Duration.ofSeconds(30));
    assertThat(told()).isEmpty();
  }

  /** Events are written in order, so that none is missing once the last one is there. */
  private List<String> told() {
    events.tell(WEB, LAST);
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> bodies().stream().anyMatch(body -> body.contains(LAST.message())));
    return bodies().stream().filter(body -> !body.contains(LAST.message())).toList();
  }

  private List<String> bodies() {
    return api.requests().stream().map(Request::body).toList();
  }
}
