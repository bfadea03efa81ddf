package io.k8c.kubelb.xds.server;

import static io.k8c.kubelb.xds.translate.ResourceType.CLUSTER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.envoyproxy.controlplane.cache.Resources;
import io.envoyproxy.controlplane.cache.v3.SimpleCache;
import io.envoyproxy.controlplane.cache.v3.Snapshot;
import io.envoyproxy.controlplane.server.V3DiscoveryServer;
import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.envoyproxy.envoy.config.core.v3.Node;
import io.envoyproxy.envoy.service.discovery.v3.AggregatedDiscoveryServiceGrpc;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryRequest;
import io.envoyproxy.envoy.service.discovery.v3.DiscoveryRequest;
import io.envoyproxy.envoy.service.discovery.v3.DiscoveryResponse;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import io.k8c.kubelb.xds.testing.Answer;
import io.k8c.kubelb.xds.testing.DeltaClient;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Why the server is our own: what java-control-plane's {@code SimpleCache} and server do wrong. A
 * probe that fails here tells that a new version has mended it; {@link DeltaServerTest} holds the
 * same against our server.
 */
class SimpleCacheProbesTest {
  private static final String GROUP = "group";
  private static final Duration PATIENCE = Duration.ofMillis(300);

  private final SimpleCache<String> cache = new SimpleCache<>(Node::getCluster);
  private final Server server = start(cache);
  private final ManagedChannel channel =
      NettyChannelBuilder.forAddress("127.0.0.1", server.getPort()).usePlaintext().build();
  private final DeltaClient client = new DeltaClient(channel, GROUP);

  @AfterEach
  void stop() {
    channel.shutdownNow();
    server.shutdownNow();
  }

  @Test
  void aStaleResourceOfAReconnectingClientIsNotRemoved() {
    // given
    cache.setSnapshot(GROUP, snapshot("2", "a"));

    // when
    client.resume(CLUSTER, Map.of("a", "x", "stale", "y"));

    // then
    assertThat(client.next()).hasToString("CLUSTER +a");
    assertThat(client.poll(PATIENCE)).isEmpty();
  }

  @Test
  void whatARefusedResponseBroughtIsNeverRemoved() {
    // given
    cache.setSnapshot(GROUP, snapshot("1", "a", "b"));
    client.subscribe(CLUSTER);
    Answer refused = client.next();
    client.send(answer(refused).setErrorDetail(com.google.rpc.Status.newBuilder().setCode(13)));
    assertThat(client.poll(PATIENCE)).isEmpty();

    // when
    cache.setSnapshot(GROUP, snapshot("2", "a"));

    // then
    assertThat(client.poll(PATIENCE)).isEmpty();
  }

  @Test
  void aNameThatDoesNotExistIsNotAnswered() {
    // given
    cache.setSnapshot(GROUP, snapshot("1", "a"));

    // when
    client.send(request(Resources.V3.ROUTE_TYPE_URL).addResourceNamesSubscribe("missing"));

    // then
    assertThat(client.poll(PATIENCE)).isEmpty();
  }

  @Test
  void anUnknownNonceEndsTheStream() {
    // given
    cache.setSnapshot(GROUP, snapshot("1", "a"));

    // when
    client.send(request(CLUSTER.typeUrl()).setResponseNonce("999"));

    // then
    assertThat(client.end().getCode()).isEqualTo(Status.Code.UNKNOWN);
  }

  @Test
  void anUnknownTypeEndsTheStream() {
    // given
    cache.setSnapshot(GROUP, snapshot("1", "a"));

    // when
    client.send(request("type.googleapis.com/envoy.service.runtime.v3.Runtime"));

    // then
    assertThat(client.end().getCode()).isEqualTo(Status.Code.UNKNOWN);
  }

  @Test
  void aClientThatNamesItsNodeOnceIsNotUpdated() {
    // given
    cache.setSnapshot(GROUP, snapshot("1", "a", "b"));
    client.subscribe(CLUSTER);
    client.accept(client.next());
    await("an update would go to another group").until(() -> isWatched(""));

    // when
    cache.setSnapshot(GROUP, snapshot("2", "a"));

    // then
    assertThat(client.poll(PATIENCE)).isEmpty();
  }

  @Test
  void otherwiseAClientIsUpdated() {
    // given
    cache.setSnapshot(GROUP, snapshot("1", "a", "b"));
    client.subscribe(CLUSTER);
    client.send(answer(client.next()));
    await().until(() -> isWatched(GROUP));

    // when
    cache.setSnapshot(GROUP, snapshot("2", "a"));

    // then
    assertThat(client.next()).hasToString("CLUSTER -b");
  }

  @Test
  void differentContentsMayHaveOneVersion() {
    // given: two strings of one hash code
    Cluster before = Cluster.newBuilder().setName("a").setAltStatName("Aa").build();
    Cluster after = Cluster.newBuilder().setName("a").setAltStatName("BB").build();

    // when
    Snapshot first = snapshot("1", List.of(before));
    Snapshot second = snapshot("2", List.of(after));

    // then
    assertThat(version(first)).isEqualTo(version(second));
  }

  @Test
  void oneNameTwiceThrows() {
    assertThatThrownBy(() -> snapshot("1", "a", "a")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aStateOfTheWorldClientThatRefusesIsSentTheSameWithoutEnd() {
    // given
    cache.setSnapshot(GROUP, snapshot("1", "a"));
    AtomicInteger responses = new AtomicInteger();
    AtomicReference<StreamObserver<DiscoveryRequest>> requests = new AtomicReference<>();
    DiscoveryRequest.Builder refusal =
        DiscoveryRequest.newBuilder()
            .setNode(node())
            .setTypeUrl(CLUSTER.typeUrl())
            .setErrorDetail(com.google.rpc.Status.newBuilder().setCode(13));

    // when
    requests.set(
        AggregatedDiscoveryServiceGrpc.newStub(channel)
            .streamAggregatedResources(
                new StreamObserver<>() {
                  @Override
                  public void onNext(DiscoveryResponse response) {
                    responses.incrementAndGet();
                    requests.get().onNext(refusal.setResponseNonce(response.getNonce()).build());
                  }

                  @Override
                  public void onError(Throwable failure) {}

                  @Override
                  public void onCompleted() {}
                }));
    requests
        .get()
        .onNext(
            DiscoveryRequest.newBuilder().setNode(node()).setTypeUrl(CLUSTER.typeUrl()).build());

    // then
    await().untilAtomic(responses, org.hamcrest.Matchers.greaterThan(20));
  }

  private boolean isWatched(String group) {
    return cache.groups().contains(group) && cache.statusInfo(group).numWatches() == 1;
  }

  private static Server start(SimpleCache<String> cache) {
    V3DiscoveryServer discovery = new V3DiscoveryServer(cache);
    try {
      return NettyServerBuilder.forAddress(new InetSocketAddress("127.0.0.1", 0))
          .addService(discovery.getAggregatedDiscoveryServiceImpl())
          .build()
          .start();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Node node() {
    return Node.newBuilder().setCluster(GROUP).build();
  }

  /** Names the node, without which the answer would count for nothing here. */
  private static DeltaDiscoveryRequest.Builder answer(Answer answer) {
    return request(answer.type().typeUrl())
        .setNode(node())
        .setResponseNonce(answer.response().getNonce());
  }

  private static DeltaDiscoveryRequest.Builder request(String type) {
    return DeltaDiscoveryRequest.newBuilder().setTypeUrl(type);
  }

  private static Snapshot snapshot(String version, String... names) {
    return snapshot(
        version,
        Arrays.stream(names).map(name -> Cluster.newBuilder().setName(name).build()).toList());
  }

  private static Snapshot snapshot(String version, List<Cluster> clusters) {
    return Snapshot.create(clusters, List.of(), List.of(), List.of(), List.of(), version);
  }

  private static String version(Snapshot snapshot) {
    return snapshot.versionedResources(Resources.ResourceType.CLUSTER).get("a").version();
  }
}
