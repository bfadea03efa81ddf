package io.k8c.kubelb.xds.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.rpc.Code;
import io.envoyproxy.envoy.config.core.v3.Node;
import io.envoyproxy.envoy.service.discovery.v3.AggregatedDiscoveryServiceGrpc;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryRequest;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryResponse;
import io.grpc.Channel;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import io.k8c.kubelb.xds.translate.ResourceType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A stream of the incremental protocol that a test drives step by step. Like Envoy with {@code
 * set_node_on_first_message_only} it says once who it is.
 */
public final class DeltaClient implements StreamObserver<DeltaDiscoveryResponse> {
  private static final Duration DEADLINE = Duration.ofSeconds(60);

  private final BlockingQueue<DeltaDiscoveryResponse> responses = new LinkedBlockingQueue<>();
  private final CompletableFuture<Status> end = new CompletableFuture<>();
  private final StreamObserver<DeltaDiscoveryRequest> requests;
  private final Node node;
  private int sent;
  private int fences;

  public DeltaClient(Channel channel, String node) {
    this.node = Node.newBuilder().setId(node).setCluster(node).build();
    this.requests = AggregatedDiscoveryServiceGrpc.newStub(channel).deltaAggregatedResources(this);
  }

  /** Asks for names, or without any for everything. */
  public void subscribe(ResourceType type, String... names) {
    send(request(type).addAllResourceNamesSubscribe(List.of(names)));
  }

  public void unsubscribe(ResourceType type, String... names) {
    send(request(type).addAllResourceNamesUnsubscribe(List.of(names)));
  }

  /** Asks in Envoy's order, clusters, their endpoints, listeners, and accepts what comes. */
  public List<Answer> takeFirstSet() {
    List<Answer> answers = new ArrayList<>();
    subscribe(ResourceType.CLUSTER);
    Answer clusters = take();
    answers.add(clusters);
    if (!clusters.versions().isEmpty()) {
      subscribe(ResourceType.ENDPOINT, clusters.versions().keySet().toArray(String[]::new));
      answers.add(take());
    }
    subscribe(ResourceType.LISTENER);
    answers.add(take());
    return answers;
  }

  /** Asks after a reconnect: says what it holds from before. */
  public void resume(ResourceType type, Map<String, String> versions, String... names) {
    send(
        request(type)
            .addAllResourceNamesSubscribe(List.of(names))
            .putAllInitialResourceVersions(versions));
  }

  public void accept(Answer answer) {
    send(request(answer.type()).setResponseNonce(answer.response().getNonce()));
  }

  public void refuse(Answer answer, String why) {
    send(
        request(answer.type())
            .setResponseNonce(answer.response().getNonce())
            .setErrorDetail(
                com.google.rpc.Status.newBuilder().setCode(Code.INTERNAL_VALUE).setMessage(why)));
  }

  /** Sends any request; the first one carries the node. */
  public void send(DeltaDiscoveryRequest.Builder request) {
    requests.onNext(sent++ == 0 ? request.setNode(node).build() : request.build());
  }

  public static DeltaDiscoveryRequest.Builder request(ResourceType type) {
    return DeltaDiscoveryRequest.newBuilder().setTypeUrl(type.typeUrl());
  }

  /** The next response, which must come. */
  public Answer next() {
    return poll(DEADLINE)
        .orElseThrow(() -> new AssertionError("no response; " + end.getNow(Status.OK)));
  }

  /** The next response, accepted at once. */
  public Answer take() {
    Answer answer = next();
    accept(answer);
    return answer;
  }

  /** The next response, if there is one within this time. */
  public Optional<Answer> poll(Duration patience) {
    try {
      return Optional.ofNullable(responses.poll(patience.toMillis(), TimeUnit.MILLISECONDS))
          .map(Answer::new);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Nothing was sent that was not looked at: what is asked for now is answered next. It takes that
   * no response with endpoints waits to be accepted.
   */
  public void isToldNothingMore() {
    String fence = "fence-" + fences++;
    subscribe(ResourceType.ENDPOINT, fence);
    assertThat(take()).hasToString("ENDPOINT -" + fence);
    unsubscribe(ResourceType.ENDPOINT, fence);
  }

  /** How the server ended the stream, which it must. */
  public Status end() {
    return end.orTimeout(DEADLINE.toMillis(), TimeUnit.MILLISECONDS).join();
  }

  public boolean hasEnded() {
    return end.isDone();
  }

  public void close() {
    requests.onCompleted();
  }

  @Override
  public void onNext(DeltaDiscoveryResponse response) {
    responses.add(response);
  }

  @Override
  public void onError(Throwable failure) {
    end.complete(Status.fromThrowable(failure));
  }

  @Override
  public void onCompleted() {
    end.complete(Status.OK);
  }
}
