package io.k8c.kubelb.xds.testing;

import io.k8c.kubelb.xds.model.Endpoint;
import io.k8c.kubelb.xds.model.HealthCheck;
import io.k8c.kubelb.xds.model.Listener;
import io.k8c.kubelb.xds.model.ProxyConfig;
import io.k8c.kubelb.xds.model.Traffic;
import io.k8c.kubelb.xds.model.Upstream;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Configurations of one listener, whose cluster has its name. */
public final class Examples {
  private static final Duration INTERVAL = Duration.ofSeconds(5);

  private Examples() {}

  /** A TCP port that goes to these addresses, each on its port 30000. */
  public static ProxyConfig tcp(String name, int port, String... addresses) {
    return tcp(name, port, INTERVAL, addresses);
  }

  /** The same with another interval of health checks, which is a change of the cluster. */
  public static ProxyConfig tcp(String name, int port, Duration interval, String... addresses) {
    return config(listener(name, port, name, interval, addresses));
  }

  /** A listener whose cluster has a name of its own. */
  public static Listener listener(
      String name, int port, String cluster, Duration interval, String... addresses) {
    List<Endpoint> endpoints =
        Arrays.stream(addresses).map(address -> Endpoint.at(address, 30000)).toList();
    return new Listener(
        name,
        port,
        new Traffic.Tcp(
            new Upstream(
                cluster, endpoints, false, false, Optional.of(new HealthCheck(interval)))));
  }

  public static Listener listener(String name, int port, String cluster) {
    return listener(name, port, cluster, INTERVAL, "10.0.0.1");
  }

  /** A TCP port that goes to a host by its name, so that its cluster has no endpoints apart. */
  public static ProxyConfig named(String name, int port, String host) {
    return config(named(name, port, name, host));
  }

  public static Listener named(String name, int port, String cluster, String host) {
    List<Endpoint> endpoints = List.of(Endpoint.named(host, 30000));
    return new Listener(
        name,
        port,
        new Traffic.Tcp(new Upstream(cluster, endpoints, false, false, Optional.empty())));
  }

  public static ProxyConfig config(Listener... listeners) {
    return new ProxyConfig("1", List.of(listeners));
  }
}
