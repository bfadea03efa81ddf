package io.k8c.kubelb.manager.feed;

import io.k8c.kubelb.manager.plan.ProxyPlan;
import io.k8c.kubelb.xds.model.ProxyConfig;
import io.k8c.kubelb.xds.model.ProxyId;
import io.k8c.kubelb.xds.server.Proxies;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;

/** Layer 7 of one proxy as it was published last; used by one thread at a time. */
final class RoutePublisher {
  private final ProxyId proxy;
  private final Proxies proxies;
  private Map<String, ProxyConfig> published = Map.of();
  private Duration interval = ProxyPlan.checkInterval(0);

  RoutePublisher(ProxyId proxy, Proxies proxies) {
    this.proxy = proxy;
    this.proxies = proxies;
  }

  /** Time between two checks of one endpoint. */
  Duration interval() {
    return interval;
  }

  /**
   * What others name comes first and goes last, so that no table names a cluster that the proxy was
   * never told of.
   *
   * @return whether the interval is another one now
   */
  boolean publish(Map<String, ProxyConfig> configs) {
    configs.entrySet().stream()
        .filter(entry -> !entry.getValue().equals(published.get(entry.getKey())))
        .sorted(Comparator.comparing(entry -> names(entry.getKey())))
        .forEach(entry -> proxies.publish(proxy, entry.getKey(), entry.getValue()));
    published.keySet().stream()
        .filter(source -> !configs.containsKey(source))
        .sorted(Comparator.comparing(source -> !names(source)))
        .forEach(source -> proxies.withdraw(proxy, source));
    published = configs;
    return pace(configs);
  }

  private static boolean names(String source) {
    return source.startsWith(RouteFeed.GATEWAYS);
  }

  private boolean pace(Map<String, ProxyConfig> configs) {
    int checked =
        configs.values().stream()
            .flatMap(ProxyConfig::allUpstreams)
            .filter(upstream -> upstream.healthCheck().isPresent())
            .mapToInt(upstream -> upstream.endpoints().size())
            .sum();
    Duration next = ProxyPlan.checkInterval(checked);
    boolean changed = !next.equals(interval);
    interval = next;
    return changed;
  }
}
