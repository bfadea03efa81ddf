package io.k8c.kubelb.xds.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.envoyproxy.envoy.config.endpoint.v3.ClusterLoadAssignment;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryRequest;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryResponse;
import io.envoyproxy.envoy.service.discovery.v3.Resource;
import io.k8c.kubelb.xds.model.Endpoint;
import io.k8c.kubelb.xds.model.Listener;
import io.k8c.kubelb.xds.model.ProxyConfig;
import io.k8c.kubelb.xds.model.ProxyId;
import io.k8c.kubelb.xds.model.Upstream;
import io.k8c.kubelb.xds.testing.Examples;
import io.k8c.kubelb.xds.testing.ModelEnvoy;
import io.k8c.kubelb.xds.translate.ResourceType;
import io.k8c.kubelb.xds.translate.Translator;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** One proxy with one Envoy, and chance. */
final class Churn {
  private static final ProxyId PROXY = new ProxyId("tenant-a");
  private static final int SOURCES = 8;

  /** What makes an Envoy refuse: content, so that it refuses the same again. */
  private static final int BAD_PORT = 20000;

  private static final Duration BAD_INTERVAL = Duration.ofSeconds(13);
  private static final String BAD_ADDRESS = "10.13.13.13";

  final ModelEnvoy envoy = new ModelEnvoy(Churn::isBad);
  private final Random random;
  private final int badPercent;
  private final boolean reconnects;
  private final Proxies proxies = new Proxies(new Translator(), (_, _, _) -> {});
  private final Map<String, ProxyConfig> published = new HashMap<>();
  private final Map<String, Integer> ports = new HashMap<>();
  private Wire wire = new Wire();

  Churn(long seed, int badPercent, boolean reconnects) {
    this.random = new Random(seed);
    this.badPercent = badPercent;
    this.reconnects = reconnects;
    wire.open();
  }

  /** Does one thing. */
  void step() {
    int dice = random.nextInt(100);
    if (dice < 15) {
      change("s" + random.nextInt(SOURCES));
    } else if (dice < 50) {
      wire.toEnvoy();
    } else if (dice < 90) {
      wire.toServer();
    } else if (dice < 97) {
      wire.ready(!wire.ready);
    } else if (reconnects && envoy.knowsWhatItHolds()) {
      reconnect();
    }
  }

  private void change(String source) {
    if (random.nextInt(3) == 0) {
      published.remove(source);
      proxies.withdraw(PROXY, source);
    } else {
      publish(source, config(source));
    }
  }

  private void publish(String source, ProxyConfig config) {
    published.put(source, config);
    proxies.publish(PROXY, source, config);
  }

  private ProxyConfig config(String source) {
    String cluster = source + "-" + random.nextInt(2);
    int port = isUnlucky() ? BAD_PORT : port(source);
    if (random.nextInt(10) == 0) {
      String named = reconnects ? source + "-named" : cluster;
      return Examples.config(Examples.named(source, port, named, "node.example.com"));
    }
    Duration interval = isUnlucky() ? BAD_INTERVAL : Duration.ofSeconds(5 + random.nextInt(2));
    String address = isUnlucky() ? BAD_ADDRESS : "10.0.0." + random.nextInt(3);
    return Examples.config(Examples.listener(source, port, cluster, interval, address));
  }

  private boolean isUnlucky() {
    return random.nextInt(100) < badPercent;
  }

  /**
   * A port that is not taken; where nothing is bad, one that another source may just have given up.
   * Ports of a source only rise: two that swapped theirs could not be served one after the other.
   */
  private int port(String source) {
    if (badPercent > 0) {
      return 10000 + 10 * Integer.parseInt(source.substring(1)) + random.nextInt(2);
    }
    Set<Integer> taken = new HashSet<>();
    published.values().forEach(config -> taken.add(config.listeners().getFirst().port()));
    int port = ports.getOrDefault(source, 10000) + 1;
    while (taken.contains(port)) {
      port++;
    }
    ports.put(source, port);
    return port;
  }

  private void reconnect() {
    wire.close();
    wire = new Wire();
    wire.open();
  }

  /** Lets everything arrive. */
  void settle() {
    wire.ready(true);
    do {
      while (wire.toEnvoy() || wire.toServer()) {
        wire.ready(true);
      }
    } while (wire.goesOn());
  }

  /** What is good is there and accepted, what is not is reported, what was taken back is gone. */
  void isServed() {
    for (int i = 0; i < SOURCES; i++) {
      String source = "s" + i;
      Progress progress = proxies.progress(PROXY, source);
      if (!published.containsKey(source)) {
        assertThat(envoy.holds()).doesNotContainKey("LISTENER/" + source);
        assertThat(progress).isEqualTo(Progress.NONE);
      } else if (isBad(published.get(source))) {
        assertThat(progress.accepted()).as("%s is not served", source).isFalse();
        assertThat(progress.rejections()).as("%s is refused", source).isNotEmpty();
      } else {
        assertThat(progress.rejections()).as("%s is refused", source).isEmpty();
        assertThat(progress.accepted()).as("%s is served", source).isTrue();
      }
    }
  }

  /** Publishes everything without what is bad. */
  void mend() {
    for (String source : List.copyOf(published.keySet())) {
      publish(source, Examples.tcp(source, port(source), "10.0.0.9"));
    }
    settle();
  }

  Map<String, String> wanted() {
    return proxies.versions(PROXY);
  }

  private static boolean isBad(ProxyConfig config) {
    Listener listener = config.listeners().getFirst();
    Upstream upstream = listener.traffic().upstream().orElseThrow();
    return listener.port() >= BAD_PORT
        || upstream.healthCheck().filter(check -> check.interval().equals(BAD_INTERVAL)).isPresent()
        || upstream.endpoints().contains(Endpoint.at(BAD_ADDRESS, 30000));
  }

  private static boolean isBad(Resource resource) {
    try {
      var body = resource.getResource();
      return switch (ResourceType.of(body.getTypeUrl()).orElseThrow()) {
        case CLUSTER ->
            body.unpack(Cluster.class).getHealthChecksList().stream()
                .anyMatch(check -> check.getInterval().getSeconds() == BAD_INTERVAL.toSeconds());
        case ENDPOINT -> body.unpack(ClusterLoadAssignment.class).toString().contains(BAD_ADDRESS);
        case SECRET, ROUTE -> false;
        case LISTENER ->
            body.unpack(io.envoyproxy.envoy.config.listener.v3.Listener.class)
                    .getAddress()
                    .getSocketAddress()
                    .getPortValue()
                >= BAD_PORT;
      };
    } catch (com.google.protobuf.InvalidProtocolBufferException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A stream as two queues. */
  private final class Wire implements Outbound {
    private final Deque<DeltaDiscoveryResponse> down = new ArrayDeque<>();
    private final Deque<DeltaDiscoveryRequest> up = new ArrayDeque<>();
    private final DeltaStream stream =
        proxies.locked(
            PROXY,
            state -> {
              DeltaStream opened = new DeltaStream(state, this);
              state.connected(opened);
              return opened;
            });
    private boolean ready = true;

    void open() {
      up.addAll(envoy.connect());
    }

    void close() {
      proxies.run(PROXY, state -> state.disconnected(stream));
    }

    void ready(boolean now) {
      ready = now;
      if (ready) {
        proxies.run(PROXY, _ -> stream.flush());
      }
    }

    boolean toEnvoy() {
      DeltaDiscoveryResponse response = down.poll();
      if (response != null) {
        up.addAll(envoy.receive(response));
      }
      return response != null;
    }

    boolean goesOn() {
      return up.addAll(envoy.goOn());
    }

    boolean toServer() {
      DeltaDiscoveryRequest request = up.poll();
      if (request != null) {
        ResourceType type = ResourceType.of(request.getTypeUrl()).orElseThrow();
        proxies.run(PROXY, _ -> stream.received(type, request));
      }
      return request != null;
    }

    @Override
    public boolean isReady() {
      return ready;
    }

    @Override
    public void send(DeltaDiscoveryResponse response) {
      down.add(response);
    }

    @Override
    public void end(String why) {
      throw new IllegalStateException(why);
    }
  }
}
