package io.k8c.kubelb.xds.server;

import io.envoyproxy.controlplane.server.DiscoveryServerCallbacks;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryRequest;
import io.envoyproxy.envoy.service.discovery.v3.DiscoveryRequest;
import io.k8c.kubelb.xds.identity.Authority;
import io.k8c.kubelb.xds.model.ProxyId;
import io.k8c.kubelb.xds.testing.Connections;
import io.k8c.kubelb.xds.translate.Translator;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Instant;

/** A server on loopback with its authority, and ways to connect to it. */
final class Hub implements AutoCloseable {
  static final ProxyId A = new ProxyId("tenant-a");

  final Proxies proxies = new Proxies(new Translator(), (_, _, _) -> {});
  private final Authority authority = Authority.create(Instant.now());
  private final XdsServer server =
      new XdsServer(
          new InetSocketAddress("127.0.0.1", 0),
          authority,
          proxies,
          new Unheard(),
          () -> true,
          Clock.systemUTC());
  final Connections connections = new Connections(authority, server.port());

  @Override
  public void close() {
    connections.close();
    server.close();
  }

  private static final class Unheard implements DiscoveryServerCallbacks {
    @Override
    public void onV3StreamRequest(long stream, DiscoveryRequest request) {}

    @Override
    public void onV3StreamDeltaRequest(long stream, DeltaDiscoveryRequest request) {}
  }
}
