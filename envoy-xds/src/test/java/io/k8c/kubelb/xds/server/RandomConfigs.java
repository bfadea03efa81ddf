package io.k8c.kubelb.xds.server;

import com.google.protobuf.InvalidProtocolBufferException;
import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.envoyproxy.envoy.config.endpoint.v3.ClusterLoadAssignment;
import io.envoyproxy.envoy.config.route.v3.RouteConfiguration;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.Secret;
import io.envoyproxy.envoy.service.discovery.v3.Resource;
import io.k8c.kubelb.xds.model.Certificate;
import io.k8c.kubelb.xds.model.Dialect;
import io.k8c.kubelb.xds.model.Endpoint;
import io.k8c.kubelb.xds.model.HealthCheck;
import io.k8c.kubelb.xds.model.Listener;
import io.k8c.kubelb.xds.model.ProxyConfig;
import io.k8c.kubelb.xds.model.RouteTable;
import io.k8c.kubelb.xds.model.Upstream;
import io.k8c.kubelb.xds.model.UpstreamTls;
import io.k8c.kubelb.xds.testing.Examples;
import io.k8c.kubelb.xds.translate.ResourceType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Configurations by chance, of which some hold what an Envoy refuses: content, again and again. */
final class RandomConfigs {
  /** Names of upstreams that sources of their own publish. */
  static final String SHARED = "shared-";

  private static final int BAD_PORT = 20000;
  private static final Duration BAD_INTERVAL = Duration.ofSeconds(13);
  private static final String BAD_ADDRESS = "10.13.13.13";
  private static final String BAD_DOMAIN = "bad.example.com";
  private static final String BAD_CHAIN = "bad chain";

  private final Random random;
  private final int badPercent;
  private final boolean reconnects;
  private final int shared;

  RandomConfigs(Random random, int badPercent, boolean reconnects, int shared) {
    this.random = random;
    this.badPercent = badPercent;
    this.reconnects = reconnects;
    this.shared = shared;
  }

  ProxyConfig any(String source, int goodPort) {
    int port = isUnlucky() ? BAD_PORT : goodPort;
    return switch (random.nextInt(10)) {
      case 0 -> named(source, port);
      case 1, 2, 3, 4 -> tcp(source, port);
      default -> http(source, port);
    };
  }

  ProxyConfig upstream(String name) {
    return Examples.service(upstream(name, Optional.empty()));
  }

  private ProxyConfig named(String source, int port) {
    String cluster = reconnects ? source + "-named" : cluster(source);
    return Examples.config(Examples.named(source, port, cluster, "node.example.com"));
  }

  private ProxyConfig tcp(String source, int port) {
    Upstream upstream = upstream(cluster(source), Optional.empty());
    return Examples.config(
        new Listener(source, port, new io.k8c.kubelb.xds.model.Traffic.Tcp(upstream)));
  }

  private ProxyConfig http(String source, int port) {
    String shown = source + "-client";
    boolean shows = random.nextInt(4) == 0;
    List<Upstream> own = new ArrayList<>();
    for (int i = random.nextInt(2); i < 2; i++) {
      own.add(upstream(source + "-" + i, Optional.of(shown).filter(_ -> shows)));
    }
    List<String> targets = new ArrayList<>(own.stream().map(Upstream::name).toList());
    if (random.nextBoolean()) {
      targets.add(SHARED + random.nextInt(shared));
    }
    String table = source + "-t" + random.nextInt(2);
    String certificate = source + "-c" + random.nextInt(2);
    ProxyConfig config =
        Examples.http(source, port, table, certificate, own, targets.toArray(String[]::new));
    List<Certificate> certificates = new ArrayList<>(List.of(certificate(certificate)));
    if (shows) {
      certificates.add(certificate(shown));
    }
    RouteTable good = config.tables().getFirst();
    RouteTable used =
        isUnlucky()
            ? Examples.table(table, BAD_DOMAIN, List.of())
            : random.nextInt(4) == 0 ? new RouteTable(table, List.of()) : good;
    List<Listener> listeners = new ArrayList<>(config.listeners());
    if (random.nextInt(3) == 0) {
      listeners.add(Examples.quic(source + "-quic", port, table, certificate));
    }
    return new ProxyConfig("1", listeners, own, List.of(used), certificates);
  }

  private Upstream upstream(String name, Optional<String> certificate) {
    Duration interval = isUnlucky() ? BAD_INTERVAL : Duration.ofSeconds(5 + random.nextInt(2));
    String address = isUnlucky() ? BAD_ADDRESS : "10.0.0." + random.nextInt(3);
    return new Upstream(
        name,
        List.of(Endpoint.at(address, 30000)),
        false,
        false,
        Optional.of(new HealthCheck(interval)),
        Dialect.HTTP1,
        certificate.map(
            shown ->
                new UpstreamTls(
                    "example.com", Optional.empty(), List.of(), false, Optional.of(shown))),
        Upstream.RESPONSE_HEADER_KILOBYTES);
  }

  private String cluster(String source) {
    return source + "-" + random.nextInt(2);
  }

  private Certificate certificate(String name) {
    String chain = isUnlucky() ? BAD_CHAIN : "chain " + random.nextInt(2);
    return new Certificate(name, chain, "key");
  }

  private boolean isUnlucky() {
    return random.nextInt(100) < badPercent;
  }

  static boolean isBad(ProxyConfig config) {
    return config.listeners().stream().anyMatch(listener -> listener.port() >= BAD_PORT)
        || config.allUpstreams().anyMatch(RandomConfigs::isBad)
        || config.tables().stream()
            .flatMap(table -> table.hosts().stream())
            .anyMatch(host -> host.domains().contains(BAD_DOMAIN))
        || config.certificates().stream().anyMatch(shown -> shown.chainPem().equals(BAD_CHAIN));
  }

  private static boolean isBad(Upstream upstream) {
    return upstream.healthCheck().filter(check -> check.interval().equals(BAD_INTERVAL)).isPresent()
        || upstream.endpoints().contains(Endpoint.at(BAD_ADDRESS, 30000));
  }

  static boolean isBad(Resource resource) {
    try {
      var body = resource.getResource();
      return switch (ResourceType.of(body.getTypeUrl()).orElseThrow()) {
        case CLUSTER ->
            body.unpack(Cluster.class).getHealthChecksList().stream()
                .anyMatch(check -> check.getInterval().getSeconds() == BAD_INTERVAL.toSeconds());
        case ENDPOINT -> body.unpack(ClusterLoadAssignment.class).toString().contains(BAD_ADDRESS);
        case SECRET -> body.unpack(Secret.class).toString().contains(BAD_CHAIN);
        case ROUTE -> body.unpack(RouteConfiguration.class).toString().contains(BAD_DOMAIN);
        case LISTENER ->
            body.unpack(io.envoyproxy.envoy.config.listener.v3.Listener.class)
                    .getAddress()
                    .getSocketAddress()
                    .getPortValue()
                >= BAD_PORT;
      };
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException(e);
    }
  }
}
