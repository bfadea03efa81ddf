package io.k8c.kubelb.kit.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WorkQueueTest {
  private final Telemetry telemetry = new Telemetry(Clock.systemUTC());
  private final List<String> done = new CopyOnWriteArrayList<>();
  private volatile WorkQueue.Work<String> work = done::add;
  private final WorkQueue<String> queue =
      new WorkQueue<>(
          "tester",
          telemetry,
          name -> new WorkQueue.Item("thing", "shop", name),
          name -> work.on(name));

  @AfterEach
  void close() {
    queue.close();
  }

  @Test
  void whatWasAskedForBeforeTheStartIsDoneOnce() {
    // given
    queue.add("one");
    queue.add("one");
    queue.add("other");

    // when
    queue.start();

    // then
    await().until(() -> done.size() == 2);
    assertThat(done).containsExactlyInAnyOrder("one", "other");
  }

  @Test
  void whatMayWaitGivesWayAndGetsItsTurn() {
    // given more than the workers can take at once, all of it before they begin
    List<String> first = IntStream.range(0, 400).mapToObj(i -> "first-" + i).toList();
    List<String> behind = IntStream.range(0, 400).mapToObj(i -> "behind-" + i).toList();
    behind.forEach(queue::addBehind);
    first.forEach(queue::add);

    // when
    queue.start();

    // then
    await().until(() -> done.size() == 800);
    assertThat(done).containsAll(first).containsAll(behind);
    assertThat(done.subList(0, 400).stream().filter(first::contains).count()).isBetween(250L, 350L);
  }

  @Test
  void whatIsAskedForLaterComesOnceAndAtTheSoonestOfItsTimes() {
    // given
    queue.start();
    queue.addAfter("one", Duration.ofHours(1));

    // when
    queue.addAfter("one", Duration.ofMillis(1));
    await().until(() -> done.size() == 1);
    queue.addAfter("other", Duration.ofMillis(1));
    queue.addAfter("other", Duration.ofMillis(100));

    // then
    await().during(Duration.ofMillis(300)).until(() -> done.equals(List.of("one", "other")));
  }

  @Test
  void whatBecomesUrgentComesForwardAndIsDoneOnce() {
    // given
    IntStream.range(0, 100).forEach(i -> queue.addBehind("behind-" + i));
    queue.addBehind("one");

    // when
    queue.add("one");
    queue.start();

    // then
    await().until(() -> done.size() == 101);
    assertThat(done).containsOnlyOnce("one");
    assertThat(done.subList(0, 50)).contains("one");
  }

  @Test
  void whatThereIsToDoIsAskedForWhenTheLeaseIsWon() {
    // given
    Leadership leadership = new Leadership("kubelb", "lease", "me");
    List<String> there = new CopyOnWriteArrayList<>(List.of("before"));
    queue.startLeading(leadership, () -> there);

    // when
    there.add("meanwhile");
    leadership.assume();

    // then
    await().until(() -> done.size() == 2);
    assertThat(done).containsExactlyInAnyOrder("before", "meanwhile");
  }

  @Test
  void whatComesDuringTheWorkIsDoneAfterwardsAndNeverAtTheSameTime() throws InterruptedException {
    // given
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    AtomicInteger together = new AtomicInteger();
    work =
        name -> {
          assertThat(together.incrementAndGet()).isEqualTo(1);
          begun.countDown();
          goOn.await();
          together.decrementAndGet();
          done.add(name);
        };
    queue.start();
    queue.add("one");
    begun.await();

    // when
    queue.add("one");
    queue.add("one");
    goOn.countDown();

    // then
    await().until(() -> done.size() == 2);
    await().during(Duration.ofMillis(100)).until(() -> done.size() == 2);
  }

  @Test
  void whatFailsIsTriedAgainAndCounted() {
    // given
    AtomicInteger tried = new AtomicInteger();
    work =
        name -> {
          if (tried.incrementAndGet() < 3) {
            throw new KubernetesClientException("no", 409, null);
          }
          done.add(name);
        };

    // when
    queue.start();
    queue.add("one");

    // then
    await().until(() -> done.size() == 1);
    await()
        .untilAsserted(
            () ->
                assertThat(telemetry.metrics().page().text())
                    .contains(
                        "kubelb_tester_thing_reconcile_duration_seconds_count"
                            + "{namespace=\"shop\",result=\"error\"} 2",
                        "kubelb_tester_thing_reconcile_duration_seconds_count"
                            + "{namespace=\"shop\",result=\"success\"} 1"));
  }

  @Test
  void whatIsAskedForLaterIsDoneLater() {
    // given
    queue.start();

    // when
    queue.addAfter("one", Duration.ofMillis(10));

    // then
    await().until(() -> done.equals(List.of("one")));
  }
}
