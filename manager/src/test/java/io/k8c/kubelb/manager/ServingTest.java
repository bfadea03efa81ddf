package io.k8c.kubelb.manager;

import static io.k8c.kubelb.xds.translate.ResourceType.CLUSTER;
import static io.k8c.kubelb.xds.translate.ResourceType.ENDPOINT;
import static io.k8c.kubelb.xds.translate.ResourceType.LISTENER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.k8c.kubelb.manager.feed.ReplicaReport;
import io.k8c.kubelb.xds.identity.Authority;
import io.k8c.kubelb.xds.model.ProxyId;
import io.k8c.kubelb.xds.testing.Answer;
import io.k8c.kubelb.xds.testing.Connections;
import io.k8c.kubelb.xds.testing.DeltaClient;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What proxies that are connected are sent when the hub's objects change. */
class ServingTest {
  private static final HubTenant A = new HubTenant("tenant-a");
  private static final HubTenant B = new HubTenant("tenant-b");

  private final HubApi hub = new HubApi();
  private Replica replica;
  private DeltaClient proxy;

  /** Tenant A has one load balancer, tenant B has one of the same name. */
  @BeforeEach
  void serve() throws InterruptedException {
    for (HubTenant tenant : List.of(A, B)) {
      hub.create(
          tenant.tenant(),
          tenant.nodes("10.0.0.1"),
          tenant.service("web", 10080),
          tenant.loadBalancer("web"));
    }
    replica = new Replica(hub);
    proxy = replica.connect("tenant-a");
    assertThat(proxy.takeFirstSet())
        .hasToString("[CLUSTER +web/80/tcp, ENDPOINT +web/80/tcp, LISTENER +web/80/tcp]");
  }

  @AfterEach
  void stop() {
    replica.close();
    hub.close();
  }

  @Test
  void anotherNodeIsSentAsEndpointsAndNothingElse() {
    // when
    hub.replace(A.nodes("10.0.0.1", "10.0.0.2"));

    // then
    Answer endpoints = proxy.take();
    assertThat(endpoints).hasToString("ENDPOINT +web/80/tcp");
    assertThat(endpoints.response().toString()).contains("10.0.0.1", "10.0.0.2");
    proxy.isToldNothingMore();
  }

  @Test
  void oneMoreLoadBalancerIsSentAsItsOwnThreeResources() {
    // when
    hub.create(A.service("api", 10081), A.loadBalancer("api"));

    // then
    assertThat(proxy.take()).hasToString("CLUSTER +api/80/tcp");
    proxy.subscribe(ENDPOINT, "api/80/tcp");
    assertThat(proxy.take()).hasToString("ENDPOINT +api/80/tcp");
    assertThat(proxy.take()).hasToString("LISTENER +api/80/tcp");
    proxy.isToldNothingMore();
  }

  @Test
  void aDeletedLoadBalancerTakesItsResourcesAlong() {
    // given
    proxy.accept(added("api", 10081));

    // when
    hub.delete(A.loadBalancer("web"));

    // then
    losesWeb();
  }

  @Test
  void aDeletedTenantTakesEverythingOfItAlong() {
    // when
    hub.delete(A.tenant());

    // then
    losesWeb();
  }

  @Test
  void whatIsInadmissibleLeavesItsNeighboursAlone() {
    // when: somebody asks for the nodes of another tenant, and a neighbour for its own
    hub.create(A.service("trick", 10082), A.loadBalancer("trick", "tenant-b"));
    Answer next = added("api", 10081);

    // then
    assertThat(next).hasToString("LISTENER +api/80/tcp");
    proxy.accept(next);
    proxy.isToldNothingMore();
  }

  @Test
  void aTenantIsSentNothingOfAnother() {
    // given
    DeltaClient other = replica.connect("tenant-b");
    other.takeFirstSet();

    // when: it even asks for it
    proxy.subscribe(ENDPOINT, "only-of-b/80/tcp");
    assertThat(proxy.take()).hasToString("ENDPOINT -only-of-b/80/tcp");
    hub.create(B.service("only-of-b", 10081), B.loadBalancer("only-of-b"));
    assertThat(other.take()).hasToString("CLUSTER +only-of-b/80/tcp");
    hub.replace(B.nodes("10.0.0.9"));
    assertThat(other.take()).hasToString("ENDPOINT +web/80/tcp");

    // then
    proxy.isToldNothingMore();
  }

  @TestFactory
  Stream<DynamicTest> whoHasNoCertificateOfThisHubIsNotServed() {
    Connections connections = replica.connections();
    Authority stranger = Authority.create(Instant.now());
    ProxyId id = new ProxyId("tenant-a");
    return Map.of(
            "no TLS", connections.plainChannel(),
            "no certificate", connections.channelWithoutCertificate(),
            "a certificate of another authority",
                connections.channel(stranger.proxy(id, Instant.now(), Duration.ofHours(1))))
        .entrySet()
        .stream()
        .map(
            entry -> DynamicTest.dynamicTest(entry.getKey(), () -> isTurnedAway(entry.getValue())));
  }

  private static void isTurnedAway(ManagedChannel channel) {
    DeltaClient client = new DeltaClient(channel, "tenant-a");
    client.subscribe(CLUSTER);
    assertThat(client.end().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
    assertThat(client.poll(Duration.ZERO)).isEmpty();
  }

  @Test
  void aRefusedListenerIsParkedAndReportedUntilItChanges() {
    // when
    proxy.refuse(added("bad", 10081), "cannot bind 10081");

    // then
    proxy.isToldNothingMore();
    ReplicaReport.Proxy report = replica.report("tenant-a");
    assertThat(report.accepted()).containsOnlyKeys("web");
    assertThat(report.rejected()).containsOnlyKeys("bad");
    assertThat(report.rejected().get("bad").messages())
        .singleElement(STRING)
        .contains("cannot bind 10081");

    // and when
    hub.replace(A.service("bad", 10082));

    // then
    assertThat(proxy.take()).hasToString("LISTENER +bad/80/tcp");
    proxy.isToldNothingMore();
    assertThat(replica.report("tenant-a").accepted()).containsOnlyKeys("bad", "web");
    assertThat(replica.report("tenant-a").rejected()).isEmpty();
  }

  @Test
  void aProxyThatMovesToAnotherReplicaIsSentNothing() throws InterruptedException {
    // given
    DeltaClient first = replica.connect("tenant-a");
    List<Answer> held = first.takeFirstSet();

    // when
    try (Replica second = new Replica(hub)) {
      DeltaClient moved = second.connect("tenant-a");
      moved.resume(CLUSTER, held.get(0).versions());
      moved.resume(ENDPOINT, held.get(1).versions(), "web/80/tcp");
      moved.resume(LISTENER, held.get(2).versions());

      // then
      moved.isToldNothingMore();
      assertThat(second.report("tenant-a").streams()).isEqualTo(1);
    }
  }

  /**
   * Adds a load balancer; returns the response with its listener, which is still to be answered.
   */
  private Answer added(String name, int listener) {
    hub.create(A.service(name, listener), A.loadBalancer(name));
    proxy.take();
    proxy.subscribe(ENDPOINT, name + "/80/tcp");
    proxy.take();
    return proxy.next();
  }

  private void losesWeb() {
    assertThat(proxy.take()).hasToString("LISTENER -web/80/tcp");
    assertThat(List.of(proxy.take().toString(), proxy.take().toString()))
        .containsExactlyInAnyOrder("CLUSTER -web/80/tcp", "ENDPOINT -web/80/tcp");
    proxy.isToldNothingMore();
  }
}
