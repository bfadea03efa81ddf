package io.k8c.kubelb.manager.route;

import io.k8c.kubelb.xds.model.Endpoint;
import io.k8c.kubelb.xds.model.Upstream;
import io.k8c.kubelb.xds.model.WeightedUpstream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One upstream for all backends of a UDPRoute, since Envoy does not spread datagrams over many. */
final class UdpUpstream {
  private UdpUpstream() {}

  /** The upstream of the oldest route; without endpoints where there is no route. */
  static Upstream of(String name, List<Attached.Entry> routes) {
    List<Endpoint> endpoints =
        routes.stream().findFirst().map(entry -> endpoints(entry.route())).orElse(List.of());
    return new Upstream(name, endpoints, false, false, Optional.empty());
  }

  private static List<Endpoint> endpoints(ResolvedRoute route) {
    List<Endpoint> endpoints = new ArrayList<>();
    for (WeightedUpstream target : route.targets()) {
      Upstream upstream = route.upstreams().get(target.upstream());
      if (upstream != null && target.weight() > 0) {
        endpoints.addAll(upstream.endpoints());
      }
    }
    return endpoints;
  }
}
