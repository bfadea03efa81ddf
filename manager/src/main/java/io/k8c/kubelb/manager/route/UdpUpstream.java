package io.k8c.kubelb.manager.route;

import io.k8c.kubelb.xds.model.Endpoint;
import io.k8c.kubelb.xds.model.Upstream;
import io.k8c.kubelb.xds.model.WeightedUpstream;
import java.util.IntSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One upstream for all backends of a UDPRoute, since Envoy does not spread datagrams over many. The
 * endpoints of a backend share its weight.
 */
final class UdpUpstream {
  private static final int LARGEST = 1000;

  private UdpUpstream() {}

  /** The upstream of the oldest route; without endpoints where there is no route. */
  static Upstream of(String name, List<Attached.Entry> routes) {
    List<Endpoint> endpoints =
        routes.stream().findFirst().map(entry -> endpoints(entry.route())).orElse(List.of());
    return new Upstream(name, endpoints, false, false, Optional.empty());
  }

  private static List<Endpoint> endpoints(ResolvedRoute route) {
    int heaviest = route.targets().stream().mapToInt(WeightedUpstream::weight).max().orElse(0);
    IntSummaryStatistics sizes =
        route.upstreams().values().stream()
            .mapToInt(upstream -> upstream.endpoints().size())
            .filter(size -> size > 0)
            .summaryStatistics();
    Map<Endpoint, Integer> weights = new LinkedHashMap<>();
    for (WeightedUpstream target : route.targets()) {
      Upstream upstream = route.upstreams().get(target.upstream());
      if (upstream != null && target.weight() > 0 && !upstream.endpoints().isEmpty()) {
        int weight =
            sizes.getMin() == sizes.getMax()
                ? scaled(target.weight(), heaviest)
                : shared(target.weight(), heaviest, sizes.getMax(), upstream.endpoints().size());
        upstream.endpoints().forEach(endpoint -> weights.merge(endpoint, weight, Integer::sum));
      }
    }
    return weights.entrySet().stream()
        .map(entry -> entry.getKey().weighing(entry.getValue()))
        .toList();
  }

  /** Envoy adds up the weights of all endpoints in 32 bits. */
  private static int scaled(int weight, int heaviest) {
    return heaviest <= LARGEST ? weight : Math.max(1, (int) ((long) weight * LARGEST / heaviest));
  }

  /** What each of a few endpoints bears where other backends have more of them. */
  private static int shared(int weight, int heaviest, int most, int endpoints) {
    return (int) Math.max(1, (long) weight * LARGEST * most / heaviest / endpoints);
  }
}
