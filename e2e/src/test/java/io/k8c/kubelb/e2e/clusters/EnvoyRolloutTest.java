package io.k8c.kubelb.e2e.clusters;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

@OnTestBed
class EnvoyRolloutTest {
  private static final Duration ROLLOUT = Duration.ofMinutes(3);

  private final TestBed bed;

  EnvoyRolloutTest(TestBed bed) {
    this.bed = bed;
  }

  @Test
  void aRolloutOfEnvoyFailsNoRequestThatTakesThreeSeconds() {
    Published shop = bed.publish(bed.one(), EchoService.named("shop").http(80));
    Proxy proxy = bed.proxy(bed.one());
    Set<String> old = proxy.podUids();
    Traffic slow = Traffic.slowTo(shop).more(5);
    Traffic quick = Traffic.to(shop);

    proxy.restart();
    bed.await(
        ROLLOUT,
        "all Envoys are new ones and the old are gone",
        () -> proxy.isRolledOut() && proxy.haveEnded(old));

    slow.more(10).stop().assertNoneFailed();
    quick.more(10).stop().assertNoneFailed();
  }

  @Test
  void aLongConnectionOutlivesTheOrderToEndUntilItsClientIsDone() throws IOException {
    Published chat = bed.publish(bed.one(), EchoService.named("chat").tcp(81).http(80).local());
    Proxy proxy = bed.proxy(bed.one());
    bed.await("no Envoy of before is left", () -> proxy.pods().size() == 2);
    Pod pod = proxy.pods().getFirst();
    InetSocketAddress listener =
        new InetSocketAddress(pod.getStatus().getPodIP(), chat.listeners().get(81));
    Client neighbour = new Client(bed.hubCluster().nodes().getFirst().network());

    try (Conversation conversation = neighbour.converse(listener)) {
      var _ = bed.hub().client().resource(pod).delete();
      bed.await("another Envoy takes its place", proxy::isRolledOut);
      for (int line = 0; line < 40; line++) {
        assertThat(conversation.say("line " + line)).isEqualTo("line " + line);
        LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
      }
      assertThat(bed.hub().client().resource(pod).get()).as("pod with a connection").isNotNull();
    }

    bed.await(
        Duration.ofSeconds(30),
        "the pod ends soon after its last connection",
        () -> proxy.haveEnded(Set.of(pod.getMetadata().getUid())));
  }
}
