package io.k8c.kubelb.xds.translate;

import io.envoyproxy.envoy.config.endpoint.v3.ClusterLoadAssignment;
import io.envoyproxy.envoy.config.endpoint.v3.Endpoint;
import io.envoyproxy.envoy.config.endpoint.v3.LbEndpoint;
import io.envoyproxy.envoy.config.endpoint.v3.LocalityLbEndpoints;
import io.k8c.kubelb.xds.model.Upstream;

/** Endpoints of an upstream as Envoy load assignments. */
final class Endpoints {
  private Endpoints() {}

  static ClusterLoadAssignment assignment(Upstream upstream) {
    LocalityLbEndpoints.Builder locality = LocalityLbEndpoints.newBuilder();
    upstream
        .endpoints()
        .forEach(
            endpoint ->
                locality.addLbEndpoints(
                    LbEndpoint.newBuilder()
                        .setEndpoint(
                            Endpoint.newBuilder()
                                .setAddress(Messages.tcp(endpoint.address(), endpoint.port())))));
    return ClusterLoadAssignment.newBuilder()
        .setClusterName(upstream.name())
        .addEndpoints(locality)
        .build();
  }
}
