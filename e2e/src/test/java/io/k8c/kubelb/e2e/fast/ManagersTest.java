package io.k8c.kubelb.e2e.fast;

import static io.k8c.kubelb.e2e.fast.Stage.answer;
import static io.k8c.kubelb.e2e.fast.Stage.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/** Three managers behind one address: one of them writes, each of them serves. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ManagersTest {
  /** Longer than the lease of a leader that was killed. */
  private static final Duration TAKEOVER = Duration.ofSeconds(60);

  /** Each manager and the port that proxies find it at. */
  private record Replica(FastProgram program, int xds) {
    boolean isLeading() {
      return Log.of(program).saying("leading").size() == 1;
    }
  }

  private final List<Replica> replicas = new ArrayList<>();
  private Stage stage;
  private FastEnvoy envoy;

  @BeforeAll
  void open() {
    stage = Stage.open(ManagersTest.class);
    replicas.add(new Replica(stage.manager(), stage.xds()));
    for (String name : List.of("second", "third")) {
      int xds = FastTier.freePort();
      replicas.add(new Replica(stage.tier().manager(name, xds, stage.door().port()), xds));
    }
    replicas.forEach(replica -> replica.program().awaitReady());
    stage.create("first");
    envoy = stage.envoy("envoy");
    stage.awaitServed("first");
  }

  @AfterAll
  void close() {
    stage.close();
  }

  @Test
  @Order(1)
  void oneLeadsAndEachReplicaWouldServeTheSame() {
    assertThat(replicas.stream().filter(Replica::isLeading)).hasSize(1);
    for (Replica replica : replicas) {
      stage.door().lead(replica.xds());
      eventually().until(() -> streams(replica) == 1);
    }
    stage.create("second");
    stage.awaitServed("second");

    // A resource that a proxy holds in the same version is not sent again.
    assertThat(pushed(replicas.get(1))).as("resources sent by the second").isZero();
    assertThat(pushed(replicas.get(2))).as("resources sent by the third").isLessThanOrEqualTo(4);
  }

  @Test
  @Order(2)
  void aNewProxyOfAStandbyGetsEverything() {
    Replica standby = standby();
    envoy.close();
    stage.door().lead(standby.xds());

    envoy = stage.envoy("envoy");

    eventually().until(() -> streams(standby) == 1);
    stage.awaitServed("first");
    stage.create("through-standby");
    stage.awaitServed("through-standby");
  }

  @Test
  @Order(3)
  void whatEnvoyRefusesFromAStandbyReachesTheObject() throws IOException {
    stage.door().shut();
    stage.create("refused");
    try (ServerSocket occupied = new ServerSocket()) {
      occupied.bind(new InetSocketAddress(stage.listener("refused")));

      stage.door().lead(standby().xds());

      stage.awaitReason("refused", "EnvoyRejected");
      eventually()
          .untilAsserted(
              () ->
                  assertThat(stage.events("refused"))
                      .anyMatch(event -> event.startsWith("EnvoyRejected: Envoy refused")));
    }
    stage.delete("refused");
  }

  @Test
  @Order(4)
  void whenTheLeaderDiesAnotherLeadsAndWrites() {
    Replica leader = leader();
    Replica survivor = standby();
    stage.door().lead(survivor.xds());

    leader.program().process().kill();
    replicas.remove(leader);
    stage.create("after-takeover");

    eventually().atMost(TAKEOVER).until(() -> replicas.stream().anyMatch(Replica::isLeading));
    stage.awaitServed("after-takeover");
    assertThat(answer(stage.listener("first"))).contains("first on");
    assertThat(replicas.stream().filter(Replica::isLeading)).hasSize(1);
  }

  private Replica leader() {
    return replicas.stream().filter(Replica::isLeading).findFirst().orElseThrow();
  }

  private Replica standby() {
    return replicas.stream().filter(replica -> !replica.isLeading()).findFirst().orElseThrow();
  }

  private static double streams(Replica replica) {
    return Scrape.of(replica.program()).value("kubelb_manager_xds_streams");
  }

  private static double pushed(Replica replica) {
    return Scrape.of(replica.program()).sum("kubelb_manager_xds_pushed_total");
  }
}
