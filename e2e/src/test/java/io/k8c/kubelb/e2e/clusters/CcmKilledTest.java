package io.k8c.kubelb.e2e.clusters;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@OnTestBed
class CcmKilledTest {
  private final TestBed bed;

  CcmKilledTest(TestBed bed) {
    this.bed = bed;
  }

  @Test
  void nothingIsOrphanedWhenTheCcmDiesWhileServicesAreDeleted() {
    Published kept = bed.publish(bed.two(), EchoService.named("kept").http(80));
    List<Published> doomed =
        IntStream.range(0, 10)
            .mapToObj(i -> bed.create(bed.two(), EchoService.named("doomed-" + i).http(80)))
            .toList();
    doomed.forEach(each -> bed.await(each + " answers", each::answers));
    Map<Published, Integer> listeners =
        doomed.stream().collect(Collectors.toMap(each -> each, Published::listener));
    Traffic traffic = Traffic.to(kept);

    doomed.subList(0, 3).forEach(Published::delete);
    Managers.ccm(bed.two()).kill();
    doomed.subList(3, 10).forEach(Published::delete);

    bed.await("Services are gone", () -> doomed.stream().noneMatch(Published::exists));
    listeners.forEach(
        (each, listener) -> bed.await(each + " left nothing", () -> each.isGone(listener)));
    traffic.more(20).stop().assertNoneFailed();
    assertThat(bed.two().loadBalancers(bed.hub()).list().getItems())
        .extracting(TenantCluster::origin)
        .containsExactlyInAnyOrder(TestBed.ANCHOR, "kept");
    Managers.ccm(bed.two()).awaitReady();
  }

  @Test
  void whatIsMadeWhileNoCcmRunsIsServedWhenItReturns() {
    Managers ccm = Managers.ccm(bed.two());
    ccm.scale(0);
    bed.await("no CCM runs", () -> ccm.pods().isEmpty());

    Published late = bed.create(bed.two(), EchoService.named("late").http(80));
    ccm.scale(1);

    bed.await(late + " answers", late::answers);
    ccm.awaitReady();
  }
}
