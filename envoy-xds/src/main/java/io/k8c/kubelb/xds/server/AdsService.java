package io.k8c.kubelb.xds.server;

import io.envoyproxy.controlplane.server.DiscoveryServerCallbacks;
import io.envoyproxy.controlplane.server.exception.RequestException;
import io.envoyproxy.envoy.service.discovery.v3.AggregatedDiscoveryServiceGrpc.AggregatedDiscoveryServiceImplBase;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryRequest;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryResponse;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.k8c.kubelb.xds.model.ProxyId;
import io.k8c.kubelb.xds.translate.ResourceType;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The incremental aggregated discovery service; the other variants of the protocol are not served.
 */
final class AdsService extends AggregatedDiscoveryServiceImplBase {
  private static final Logger log = LoggerFactory.getLogger(AdsService.class);
  private static final int STREAMS = 64;

  /** What the callbacks call a stream of all types. */
  private static final String ANY_TYPE = "";

  private final Proxies proxies;
  private final DiscoveryServerCallbacks callbacks;
  private final BooleanSupplier synced;
  private final AtomicLong ids = new AtomicLong();

  /**
   * @param synced whether everything that there is was published; before that nobody is served
   */
  AdsService(Proxies proxies, DiscoveryServerCallbacks callbacks, BooleanSupplier synced) {
    this.proxies = proxies;
    this.callbacks = callbacks;
    this.synced = synced;
  }

  @Override
  public StreamObserver<DeltaDiscoveryRequest> deltaAggregatedResources(
      StreamObserver<DeltaDiscoveryResponse> responses) {
    ProxyId proxy = Identities.PROXY.get();
    ServerCallStreamObserver<DeltaDiscoveryResponse> call =
        (ServerCallStreamObserver<DeltaDiscoveryResponse>) responses;
    Optional<Status> refusal = refusal(proxy);
    if (refusal.isPresent()) {
      call.onError(refusal.get().asException());
      return new Ignored();
    }
    long id = ids.incrementAndGet();
    try {
      callbacks.onStreamOpen(id, ANY_TYPE);
    } catch (RequestException e) {
      call.onError(Status.fromThrowable(e).asException());
      return new Ignored();
    }
    return new Client(proxy, id, call);
  }

  private Optional<Status> refusal(ProxyId proxy) {
    if (!synced.getAsBoolean()) {
      return Optional.of(Status.UNAVAILABLE.withDescription("still reading, come back"));
    }
    if (proxies.streams(proxy) >= STREAMS) {
      return Optional.of(
          Status.RESOURCE_EXHAUSTED.withDescription("too many streams of proxy " + proxy));
    }
    return Optional.empty();
  }

  private final class Client implements StreamObserver<DeltaDiscoveryRequest>, Outbound {
    private final ProxyId proxy;
    private final long id;
    private final ServerCallStreamObserver<DeltaDiscoveryResponse> call;
    private final DeltaStream stream;
    private volatile DeltaDiscoveryRequest last = DeltaDiscoveryRequest.getDefaultInstance();

    Client(ProxyId proxy, long id, ServerCallStreamObserver<DeltaDiscoveryResponse> call) {
      this.proxy = proxy;
      this.id = id;
      this.call = call;
      this.stream =
          proxies.locked(
              proxy,
              state -> {
                DeltaStream opened = new DeltaStream(state, this);
                state.connected(opened);
                return opened;
              });
      call.setOnReadyHandler(this::flush);
      call.setOnCancelHandler(this::gone);
      log.atInfo().addKeyValue("proxy", proxy).addKeyValue("stream", id).log("proxy connected");
    }

    private void flush() {
      proxies.run(proxy, state -> stream.flush());
    }

    private void gone() {
      boolean left =
          proxies.locked(
              proxy,
              state -> {
                boolean there = state.streams().contains(stream);
                state.disconnected(stream);
                return there;
              });
      if (left) {
        callbacks.onStreamClose(id, ANY_TYPE);
        log.atInfo().addKeyValue("proxy", proxy).addKeyValue("stream", id).log("proxy left");
      }
    }

    @Override
    public void onNext(DeltaDiscoveryRequest request) {
      last = request;
      try {
        callbacks.onV3StreamDeltaRequest(id, request);
      } catch (RequestException e) {
        end(Status.fromThrowable(e));
        return;
      }
      Optional<ResourceType> type = ResourceType.of(request.getTypeUrl());
      if (type.isEmpty()) {
        log.atDebug()
            .addKeyValue("proxy", proxy)
            .addKeyValue("type", request.getTypeUrl())
            .log("type not served");
        return;
      }
      proxies.run(proxy, state -> stream.received(type.get(), request));
    }

    @Override
    public void onError(Throwable failure) {
      gone();
    }

    @Override
    public void onCompleted() {
      gone();
      call.onCompleted();
    }

    @Override
    public boolean isReady() {
      return call.isReady();
    }

    @Override
    public void send(DeltaDiscoveryResponse response) {
      if (!call.isCancelled()) {
        callbacks.onV3StreamDeltaResponse(id, last, response);
        call.onNext(response);
      }
    }

    @Override
    public void end(String why) {
      log.atWarn().addKeyValue("proxy", proxy).addKeyValue("stream", id).log(why);
      end(Status.DEADLINE_EXCEEDED.withDescription(why));
    }

    private void end(Status status) {
      call.onError(status.asException());
      gone();
    }
  }

  private static final class Ignored implements StreamObserver<DeltaDiscoveryRequest> {
    @Override
    public void onNext(DeltaDiscoveryRequest request) {}

    @Override
    public void onError(Throwable failure) {}

    @Override
    public void onCompleted() {}
  }
}
