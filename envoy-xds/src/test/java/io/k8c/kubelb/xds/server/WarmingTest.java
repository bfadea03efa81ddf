package io.k8c.kubelb.xds.server;

import static io.k8c.kubelb.xds.server.Hub.A;
import static io.k8c.kubelb.xds.translate.ResourceType.CLUSTER;
import static io.k8c.kubelb.xds.translate.ResourceType.ENDPOINT;
import static io.k8c.kubelb.xds.translate.ResourceType.LISTENER;
import static io.k8c.kubelb.xds.translate.ResourceType.ROUTE;
import static io.k8c.kubelb.xds.translate.ResourceType.SECRET;
import static org.assertj.core.api.Assertions.assertThat;

import io.k8c.kubelb.xds.model.Certificate;
import io.k8c.kubelb.xds.model.ProxyConfig;
import io.k8c.kubelb.xds.model.Upstream;
import io.k8c.kubelb.xds.testing.Answer;
import io.k8c.kubelb.xds.testing.DeltaClient;
import io.k8c.kubelb.xds.testing.Examples;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What waits for what; {@link ChurnTest} finds the races, these name them. */
class WarmingTest {
  private final Hub hub = new Hub();
  private final DeltaClient client = hub.connections.connect(A);

  @AfterEach
  void stop() {
    hub.close();
  }

  @Test
  void endpointsThatWereOnTheirWayBeforeTheirClusterDoNotCount() {
    // given
    hub.proxies.publish(A, "a", Examples.tcp("a", 10001, "10.0.0.1"));
    client.subscribe(CLUSTER);
    client.take();
    client.subscribe(LISTENER);
    client.subscribe(ENDPOINT, "a");
    Answer former = client.next();

    // when
    hub.proxies.publish(A, "a", Examples.tcp("a", 10001, Duration.ofSeconds(7), "10.0.0.1"));
    assertThat(client.take()).hasToString("CLUSTER +a");
    client.accept(former);

    // then
    assertThat(client.take()).hasToString("ENDPOINT +a");
    assertThat(client.take()).hasToString("LISTENER +a");
    client.isToldNothingMore();
  }

  @Test
  void endpointsThatAClusterWaitsForAreSentEvenIfWithdrawn() {
    // given: an Envoy accepts clusters when they have their endpoints
    hub.proxies.publish(A, "a", Examples.tcp("a", 10001, "10.0.0.1"));
    client.subscribe(CLUSTER);
    Answer clusters = client.next();

    // when
    hub.proxies.withdraw(A, "a");
    client.subscribe(ENDPOINT, "a");

    // then
    assertThat(client.take()).hasToString("ENDPOINT +a");
    client.accept(clusters);
    assertThat(client.take()).hasToString("CLUSTER -a");
    client.isToldNothingMore();
  }

  @Test
  void aClusterThatWentWhileItsClientWasAwayIsTakenAwayAlthoughNothingElseChanges() {
    // given
    hub.proxies.publish(A, "a", Examples.tcp("a", 10001, "10.0.0.1"));
    Map<String, String> versions = hub.proxies.versions(A);

    // when
    client.resume(CLUSTER, Map.of("a", versions.get("CLUSTER/a"), "stale", "x"));
    client.resume(LISTENER, Map.of("a", versions.get("LISTENER/a")));

    // then: once it has answered it has said which tables it holds
    assertThat(client.take()).hasToString("CLUSTER");
    assertThat(client.take()).hasToString("CLUSTER -stale");
    client.isToldNothingMore();
  }

  @Test
  void anEditOfATableIsATableAndANewCertificateIsACertificate() {
    // given
    hub.proxies.publish(A, "web", web("chain 1", "one", "two"));
    client.takeFirstSet();
    client.subscribe(ROUTE, "table");
    assertThat(client.take()).hasToString("ROUTE +table");
    client.subscribe(SECRET, "certificate");
    assertThat(client.take()).hasToString("SECRET +certificate");

    // when, then
    hub.proxies.publish(A, "web", web("chain 1", "one"));
    assertThat(client.take()).hasToString("ROUTE +table");
    client.isToldNothingMore();

    // when, then
    hub.proxies.publish(A, "web", web("chain 2", "one"));
    assertThat(client.take()).hasToString("SECRET +certificate");
    client.isToldNothingMore();
  }

  private static ProxyConfig web(String chain, String... targets) {
    List<Upstream> upstreams =
        List.of(Examples.upstream("one", "10.0.0.1"), Examples.upstream("two", "10.0.0.2"));
    ProxyConfig config = Examples.http("web", 10002, "table", "certificate", upstreams, targets);
    return new ProxyConfig(
        config.revision(),
        config.listeners(),
        config.upstreams(),
        config.tables(),
        List.of(new Certificate("certificate", chain, "key")));
  }
}
