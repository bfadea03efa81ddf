package io.k8c.kubelb.xds.server;

import static io.k8c.kubelb.xds.server.Hub.A;
import static io.k8c.kubelb.xds.translate.ResourceType.CLUSTER;
import static io.k8c.kubelb.xds.translate.ResourceType.ENDPOINT;
import static io.k8c.kubelb.xds.translate.ResourceType.LISTENER;
import static org.assertj.core.api.Assertions.assertThat;

import io.envoyproxy.envoy.service.discovery.v3.AggregatedDiscoveryServiceGrpc;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryRequest;
import io.envoyproxy.envoy.service.discovery.v3.DiscoveryRequest;
import io.envoyproxy.envoy.service.discovery.v3.DiscoveryResponse;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import io.k8c.kubelb.xds.testing.Answer;
import io.k8c.kubelb.xds.testing.DeltaClient;
import io.k8c.kubelb.xds.testing.Examples;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The probes of {@link SimpleCacheProbesTest} against our server, over TLS. */
class DeltaServerTest {
  private final Hub hub = new Hub();
  private final DeltaClient client = hub.connections.connect(A);

  @AfterEach
  void stop() {
    hub.close();
  }

  @Test
  void clustersAreAddedAcceptedAndRemoved() {
    // given
    publish("a", "b");
    client.subscribe(CLUSTER);
    client.subscribe(LISTENER);
    assertThat(client.take()).hasToString("CLUSTER +a +b");

    // when
    hub.proxies.withdraw(A, "b");

    // then
    assertThat(client.take()).hasToString("CLUSTER -b");
    client.isToldNothingMore();
  }

  @Test
  void aStaleResourceOfAReconnectingClientIsRemoved() {
    // given
    publish("a");

    // when
    client.resume(CLUSTER, Map.of("a", "x", "stale", "y"));
    client.subscribe(LISTENER);

    // then
    assertThat(client.take()).hasToString("CLUSTER +a");
    assertThat(client.take()).hasToString("CLUSTER -stale");
    client.isToldNothingMore();
  }

  @Test
  void aClientThatHoldsEverythingIsSentNothing() {
    // given
    publish("a", "b");
    Map<String, String> versions = hub.proxies.versions(A);

    // when
    client.resume(CLUSTER, of("CLUSTER/", versions));
    client.resume(ENDPOINT, of("ENDPOINT/", versions), "a", "b");
    client.resume(LISTENER, of("LISTENER/", versions));

    // then
    client.isToldNothingMore();
  }

  @Test
  void aRefusedResponseIsNotRepeatedAsItWas() {
    // given
    publish("a");
    client.subscribe(CLUSTER);

    // when
    client.refuse(client.next(), "bad");

    // then
    client.isToldNothingMore();
  }

  @Test
  void whatARefusedResponseBroughtIsRemovedWhenItGoes() {
    // given: an Envoy keeps the good ones of a response that it refuses
    publish("a", "b");
    client.subscribe(CLUSTER);
    client.subscribe(LISTENER);
    client.refuse(client.next(), "b is bad");
    Answer half = client.next();
    String second = half.versions().containsKey("a") ? "b" : "a";

    // when: one of them goes before it came again
    hub.proxies.withdraw(A, second);
    client.accept(half);

    // then
    assertThat(client.take()).hasToString("CLUSTER -" + second);
    client.isToldNothingMore();
  }

  @Test
  void aNameThatDoesNotExistIsAnswered() {
    // when
    client.subscribe(ENDPOINT, "missing");

    // then
    assertThat(client.take()).hasToString("ENDPOINT -missing");
  }

  @Test
  void aNameThatIsAskedForAgainIsSentAgain() {
    // given
    publish("a");
    client.subscribe(ENDPOINT, "a");
    client.take();

    // when: the client forgot it, for instance with its cluster
    client.subscribe(ENDPOINT, "a");

    // then
    assertThat(client.take()).hasToString("ENDPOINT +a");
    client.isToldNothingMore();
  }

  @Test
  void aNameThatWasGivenUpWhileItCameIsSentAgain() {
    // given
    publish("a");
    client.subscribe(ENDPOINT, "a");
    Answer coming = client.next();
    client.unsubscribe(ENDPOINT, "a");
    client.accept(coming);

    // when
    client.subscribe(ENDPOINT, "a");

    // then
    assertThat(client.take()).hasToString("ENDPOINT +a");
    client.isToldNothingMore();
  }

  @Test
  void anUnknownNonceIsIgnored() {
    // given
    publish("a");

    // when
    client.send(DeltaClient.request(CLUSTER).setResponseNonce("999"));

    // then
    assertThat(client.take()).hasToString("CLUSTER +a");
    client.isToldNothingMore();
  }

  @Test
  void anUnknownTypeIsIgnored() {
    // when
    client.send(
        DeltaDiscoveryRequest.newBuilder()
            .setTypeUrl("type.googleapis.com/envoy.service.runtime.v3.Runtime"));

    // then
    client.isToldNothingMore();
    assertThat(client.hasEnded()).isFalse();
  }

  @Test
  void theNodeIsNamedOnceAndCountsForNothing() {
    // given
    publish("a", "b");
    client.subscribe(CLUSTER);
    client.subscribe(LISTENER);
    client.take();

    // when
    publish("a", "b", "c");

    // then
    assertThat(client.take()).hasToString("CLUSTER +c");
  }

  @Test
  void versionsAreTheSameOnEveryReplica() {
    // given
    publish("a");
    try (Hub other = new Hub()) {
      other.proxies.publish(A, "a", Examples.tcp("a", port("a"), "10.0.0.1"));

      // when
      client.subscribe(CLUSTER);
      Answer here = client.next();

      // then
      assertThat(other.proxies.versions(A)).isEqualTo(hub.proxies.versions(A));
      assertThat(here.versions()).containsEntry("a", other.proxies.versions(A).get("CLUSTER/a"));
    }
  }

  @Test
  void stateOfTheWorldIsNotServed() {
    // given
    CompletableFuture<Throwable> end = new CompletableFuture<>();

    // when
    AggregatedDiscoveryServiceGrpc.newStub(hub.connections.channel(A))
        .streamAggregatedResources(
            new StreamObserver<>() {
              @Override
              public void onNext(DiscoveryResponse response) {}

              @Override
              public void onError(Throwable failure) {
                end.complete(failure);
              }

              @Override
              public void onCompleted() {}
            })
        .onNext(DiscoveryRequest.newBuilder().setTypeUrl(CLUSTER.typeUrl()).build());

    // then
    assertThat(Status.fromThrowable(end.join()).getCode()).isEqualTo(Status.Code.UNIMPLEMENTED);
  }

  private void publish(String... names) {
    for (String name : names) {
      hub.proxies.publish(A, name, Examples.tcp(name, port(name), "10.0.0.1"));
    }
  }

  private static int port(String name) {
    return 10000 + name.charAt(0);
  }

  private static Map<String, String> of(String prefix, Map<String, String> versions) {
    Map<String, String> ofType = new HashMap<>();
    versions.forEach(
        (key, version) -> {
          if (key.startsWith(prefix)) {
            ofType.put(key.substring(prefix.length()), version);
          }
        });
    return ofType;
  }
}
