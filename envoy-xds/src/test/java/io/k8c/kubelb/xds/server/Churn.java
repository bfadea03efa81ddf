package io.k8c.kubelb.xds.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryRequest;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryResponse;
import io.k8c.kubelb.xds.model.ProxyConfig;
import io.k8c.kubelb.xds.model.ProxyId;
import io.k8c.kubelb.xds.testing.Answer;
import io.k8c.kubelb.xds.testing.Examples;
import io.k8c.kubelb.xds.testing.ModelEnvoy;
import io.k8c.kubelb.xds.translate.ResourceType;
import io.k8c.kubelb.xds.translate.Translator;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** One proxy with one Envoy, and chance. */
final class Churn {
  private static final ProxyId PROXY = new ProxyId("tenant-a");
  private static final int SOURCES = 8;
  private static final int SHARED = 3;

  final ModelEnvoy envoy =
      new ModelEnvoy(RandomConfigs::isBad, cluster -> cluster.startsWith(RandomConfigs.SHARED));
  private final Consumer<Object> diary;
  private final Random random;
  private final int badPercent;
  private final boolean reconnects;
  private final RandomConfigs configs;
  private final Proxies proxies = new Proxies(new Translator(), (_, _, _) -> {});
  private final Map<String, ProxyConfig> published = new HashMap<>();
  private final Map<String, Integer> ports = new HashMap<>();
  private Wire wire = new Wire();

  /**
   * @param diary is told everything that happens
   */
  Churn(long seed, int badPercent, boolean reconnects, Consumer<Object> diary) {
    this.diary = diary;
    this.random = new Random(seed);
    this.badPercent = badPercent;
    this.reconnects = reconnects;
    this.configs = new RandomConfigs(random, badPercent, reconnects, SHARED);
    wire.open();
  }

  /** Does one thing. */
  void step() {
    int dice = random.nextInt(100);
    if (dice < 13) {
      change("s" + random.nextInt(SOURCES));
    } else if (dice < 15) {
      changeShared(RandomConfigs.SHARED + random.nextInt(SHARED));
    } else if (dice < 50) {
      wire.toEnvoy();
    } else if (dice < 90) {
      wire.toServer();
    } else if (dice < 96) {
      wire.ready(!wire.ready);
    } else if (dice < 98) {
      wire.drained();
    } else if (reconnects && envoy.knowsWhatItHolds()) {
      reconnect();
    }
  }

  private void change(String source) {
    if (random.nextInt(3) == 0) {
      withdraw(source);
    } else {
      publish(source, configs.any(source, port(source)));
    }
  }

  private void changeShared(String name) {
    if (random.nextInt(3) == 0) {
      withdraw(name);
    } else {
      publish(name, configs.upstream(name));
    }
  }

  private void withdraw(String source) {
    published.remove(source);
    diary.accept("withdraw " + source);
    proxies.withdraw(PROXY, source);
  }

  private void publish(String source, ProxyConfig config) {
    published.put(source, config);
    diary.accept("publish " + source);
    diary.accept(config);
    proxies.publish(PROXY, source, config);
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
    published.values().stream()
        .flatMap(config -> config.listeners().stream())
        .forEach(listener -> taken.add(listener.port()));
    int port = ports.getOrDefault(source, 10000) + 1;
    while (taken.contains(port)) {
      port++;
    }
    ports.put(source, port);
    return port;
  }

  private void reconnect() {
    diary.accept("reconnect");
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
    } while (wire.goesOn() || wire.drained());
  }

  /** What is good is there and accepted, what is not is reported, what was taken back is gone. */
  void isServed() {
    List<String> sources =
        Stream.concat(
                IntStream.range(0, SOURCES).mapToObj(i -> "s" + i),
                IntStream.range(0, SHARED).mapToObj(i -> RandomConfigs.SHARED + i))
            .toList();
    for (String source : sources) {
      Progress progress = proxies.progress(PROXY, source);
      if (!published.containsKey(source)) {
        assertThat(envoy.holds()).doesNotContainKey("LISTENER/" + source);
        assertThat(progress).isEqualTo(Progress.NONE);
      } else if (RandomConfigs.isBad(published.get(source))) {
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
      publish(source, good(source));
    }
    settle();
  }

  Map<String, String> wanted() {
    return proxies.versions(PROXY);
  }

  private ProxyConfig good(String source) {
    if (source.startsWith(RandomConfigs.SHARED)) {
      return Examples.service(Examples.upstream(source, "10.0.0.9"));
    }
    return random.nextBoolean()
        ? Examples.tcp(source, port(source), "10.0.0.9")
        : Examples.http(
            source,
            port(source),
            source + "-t0",
            source + "-c0",
            List.of(Examples.upstream(source + "-0", "10.0.0.9")),
            source + "-0");
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
        diary.accept("arrives " + response.getNonce());
        up.addAll(envoy.receive(response));
      }
      return response != null;
    }

    boolean drained() {
      diary.accept("drained");
      return up.addAll(envoy.drained());
    }

    boolean goesOn() {
      return up.addAll(envoy.goOn());
    }

    boolean toServer() {
      DeltaDiscoveryRequest request = up.poll();
      if (request != null) {
        ResourceType type = ResourceType.of(request.getTypeUrl()).orElseThrow();
        diary.accept(request);
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
      diary.accept(new Answer(response));
      down.add(response);
    }

    @Override
    public void end(String why) {
      throw new IllegalStateException(why);
    }
  }
}
