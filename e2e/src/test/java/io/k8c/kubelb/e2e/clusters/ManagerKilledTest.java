package io.k8c.kubelb.e2e.clusters;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@OnTestBed
class ManagerKilledTest {
  private static final Duration SOON = Duration.ofSeconds(10);

  private final TestBed bed;

  ManagerKilledTest(TestBed bed) {
    this.bed = bed;
  }

  @Test
  void allManagersKilledCostNoRequestNoPortAndNoAddress() {
    Published shop = bed.publish(bed.one(), EchoService.named("shop").http(80).tcp(81).udp(82));
    List<String> addresses = shop.addresses();
    Map<Integer, Integer> listeners = shop.listeners();
    Set<String> envoys = bed.proxy(bed.one()).podUids();
    Traffic traffic = Traffic.to(shop).more(50);

    bed.managers().kill();
    traffic.more(300);
    bed.managers().awaitReady();
    Published later = bed.publish(bed.one(), EchoService.named("later").http(80));

    traffic.more(50).stop().assertNoneFailed();
    assertThat(shop.addresses()).isEqualTo(addresses);
    assertThat(shop.listeners()).isEqualTo(listeners);
    assertThat(later.listener()).isNotIn(listeners.values());
    assertThat(bed.proxy(bed.one()).podUids()).isEqualTo(envoys);
    assertThat(bed.proxy(bed.one()).restarts()).isZero();
  }

  @Test
  void theLeaderDeletedUnderTrafficCostsNoRequestAndAnotherWrites() {
    Published shop = bed.publish(bed.one(), EchoService.named("shop").http(80));
    Traffic traffic = Traffic.to(shop).more(50);
    Pod leader = bed.managers().leader();

    bed.managers().kill(leader);
    Published later = bed.publish(bed.two(), EchoService.named("later").http(80));

    traffic.more(50).stop().assertNoneFailed();
    assertThat(bed.managers().leader().getMetadata().getUid())
        .isNotEqualTo(leader.getMetadata().getUid());
    assertThat(later.answers()).isTrue();
    bed.managers().awaitReady();
  }

  @Test
  void whatIsDeletedWhileNoManagerRunsIsGoneFromEnvoySoonAfterOneReturns() {
    Published kept = bed.publish(bed.one(), EchoService.named("kept").http(80));
    List<Published> doomed =
        IntStream.range(0, 5)
            .mapToObj(i -> bed.create(bed.one(), EchoService.named("doomed-" + i).http(80)))
            .toList();
    doomed.forEach(each -> bed.await(each + " answers", each::answers));
    List<Integer> listeners = doomed.stream().map(Published::listener).toList();
    bed.managers().scale(0);
    bed.await("no manager runs", () -> bed.managers().pods().isEmpty());
    Traffic traffic = Traffic.to(kept);

    doomed.forEach(Published::delete);
    bed.await("Services are gone", () -> doomed.stream().noneMatch(Published::exists));
    boolean lingering = listeners.stream().allMatch(port -> bed.proxy(bed.one()).allListen(port));
    bed.managers().scale(2);
    bed.managers().awaitReady();

    bed.await(
        SOON,
        "Envoy gave up the listeners of deleted Services",
        () -> listeners.stream().allMatch(bed.proxy(bed.one())::nobodyListens));
    traffic.more(20).stop().assertNoneFailed();
    assertThat(lingering).as("Envoy served on while no manager ran").isTrue();
  }

  @Test
  void anotherVersionOfTheManagerLeavesEnvoysAlone() {
    Published shop = bed.publish(bed.one(), EchoService.named("shop").http(80));
    Set<String> envoys = bed.proxy(bed.one()).podUids();
    Traffic traffic = Traffic.to(shop);

    Map<String, String> values = new HashMap<>(TestBed.MANAGER_VALUES);
    values.put("podAnnotations.upgrade", "u" + System.nanoTime());
    bed.installation().manager(values);
    Published later = bed.publish(bed.one(), EchoService.named("later").http(80));

    traffic.more(20).stop().assertNoneFailed();
    assertThat(later.answers()).isTrue();
    assertThat(bed.proxy(bed.one()).podUids()).isEqualTo(envoys);
  }
}
