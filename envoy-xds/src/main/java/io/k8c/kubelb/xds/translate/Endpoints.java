package io.k8c.kubelb.xds.translate;

import com.google.protobuf.UInt32Value;
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
    upstream.endpoints().forEach(endpoint -> locality.addLbEndpoints(endpoint(endpoint)));
    return ClusterLoadAssignment.newBuilder()
        .setClusterName(upstream.name())
        .addEndpoints(locality)
        .build();
  }

  private static LbEndpoint endpoint(io.k8c.kubelb.xds.model.Endpoint model) {
    LbEndpoint.Builder endpoint =
        LbEndpoint.newBuilder()
            .setEndpoint(
                Endpoint.newBuilder().setAddress(Messages.tcp(model.address(), model.port())));
    if (model.weight() != 1) {
      endpoint.setLoadBalancingWeight(UInt32Value.of(model.weight()));
    }
    return endpoint.build();
  }
}
