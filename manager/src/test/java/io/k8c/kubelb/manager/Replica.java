package io.k8c.kubelb.manager;

import io.k8c.kubelb.kit.process.Parts;
import io.k8c.kubelb.kit.process.Telemetry;
import io.k8c.kubelb.manager.feed.ReplicaReport;
import io.k8c.kubelb.manager.plan.Programming;
import io.k8c.kubelb.manager.reconcile.Authorities;
import io.k8c.kubelb.xds.identity.Authority;
import io.k8c.kubelb.xds.model.ProxyId;
import io.k8c.kubelb.xds.server.XdsServer;
import io.k8c.kubelb.xds.testing.Connections;
import io.k8c.kubelb.xds.testing.DeltaClient;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;

/** The reading half of a manager as it runs on every replica, and the proxies it serves. */
final class Replica implements AutoCloseable {
  private static final String NAMESPACE = "kubelb";

  private final Parts parts = new Parts();
  private final Clock clock = Clock.systemUTC();
  private final Reading reading;
  private final Connections connections;

  /** Serves what the hub holds. */
  Replica(HubApi hub) throws InterruptedException {
    reading = parts.add(Reading.of(hub.client(), NAMESPACE, Set.of(), new Telemetry(clock)));
    reading.complete();
    Authority authority = Authorities.ofHub(hub.client(), NAMESPACE, clock);
    XdsServer server =
        parts.add(reading.serve(new InetSocketAddress("127.0.0.1", 0), authority, clock));
    connections = parts.add(new Connections(authority, server.port()));
  }

  /** A stream of a tenant's proxy, by that proxy's certificate. */
  DeltaClient connect(String namespace) {
    return connections.connect(new ProxyId(namespace));
  }

  Connections connections() {
    return connections;
  }

  /** Has a leader told of which Routes something is to be said. */
  void lead(BiConsumer<String, String> told) {
    reading.routes().lead((_, _) -> new Programming(false, false, List.of()), told);
  }

  /** What the leader is told of the proxies of a tenant. */
  ReplicaReport.Proxy report(String namespace) {
    return reading.standing().report().proxies().get(namespace);
  }

  @Override
  public void close() {
    parts.close();
  }
}
