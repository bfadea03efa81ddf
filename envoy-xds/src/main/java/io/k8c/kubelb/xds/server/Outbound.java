package io.k8c.kubelb.xds.server;

import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryResponse;

/** The way to one client. */
interface Outbound {
  /** Whether the client takes more; what it does not take now is sent together later. */
  boolean isReady();

  void send(DeltaDiscoveryResponse response);

  /** Ends the stream; the client comes back. */
  void end(String why);
}
