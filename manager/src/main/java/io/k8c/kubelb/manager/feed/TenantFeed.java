package io.k8c.kubelb.manager.feed;

import io.k8c.kubelb.api.LoadBalancer;
import io.k8c.kubelb.kit.process.Health;
import io.k8c.kubelb.manager.plan.ProxyPlan;
import io.k8c.kubelb.manager.plan.ProxyWorkload;
import io.k8c.kubelb.xds.model.ProxyConfig;
import io.k8c.kubelb.xds.model.ProxyId;
import io.k8c.kubelb.xds.server.Proxies;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The changes of one tenant on their way to its proxy; worked off by one thread at a time. */
final class TenantFeed {
  private static final Logger log = LoggerFactory.getLogger(TenantFeed.class);

  private final String namespace;
  private final ProxyId proxy;
  private final HubCaches caches;
  private final Tenancy tenancy;
  private final Proxies proxies;
  private final Health health;
  private final ProgressRouter router;
  private final Set<String> dirty = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean running = new AtomicBoolean();
  private final Map<String, Integer> checked = new HashMap<>();
  private int allChecked;
  private Duration interval = ProxyPlan.checkInterval(0);

  TenantFeed(
      String namespace,
      HubCaches caches,
      Tenancy tenancy,
      Proxies proxies,
      Health health,
      ProgressRouter router) {
    this.namespace = namespace;
    this.proxy = ProxyWorkload.proxyId(namespace);
    this.caches = caches;
    this.tenancy = tenancy;
    this.proxies = proxies;
    this.health = health;
    this.router = router;
  }

  void touch(String loadBalancer) {
    router.began(namespace, loadBalancer);
    dirty.add(loadBalancer);
  }

  /** Whether the caller has to run {@link #drain}. */
  boolean wakes() {
    return !dirty.isEmpty() && running.compareAndSet(false, true);
  }

  void drain() {
    do {
      try (Health.Work _ = health.begin("feed of " + namespace)) {
        work();
      } finally {
        running.set(false);
      }
    } while (wakes());
  }

  private void work() {
    while (!dirty.isEmpty()) {
      for (String name : Set.copyOf(dirty)) {
        dirty.remove(name);
        update(name);
      }
      Duration next = ProxyPlan.checkInterval(allChecked);
      if (!next.equals(interval)) {
        interval = next;
        dirty.addAll(checked.keySet());
      }
    }
  }

  private void update(String name) {
    Optional<LoadBalancer> owner = caches.loadBalancers().get(namespace, name);
    try {
      Optional<ProxyConfig> config =
          owner.flatMap(found -> ProxyPlan.of(tenancy.view(found), interval));
      count(name, config);
      if (config.isPresent()) {
        if (proxies.publish(proxy, name, config.get()) == 0) {
          router.dropped(namespace, name);
        }
      } else {
        router.dropped(namespace, name);
        proxies.withdraw(proxy, name);
      }
    } catch (RuntimeException e) {
      // One bad object must cost itself only; it keeps what it had.
      log.atError()
          .addKeyValue("loadbalancer", name)
          .addKeyValue("namespace", namespace)
          .setCause(e)
          .log("not translated");
    }
  }

  private void count(String name, Optional<ProxyConfig> config) {
    int endpoints =
        config.stream()
            .flatMap(ProxyConfig::allUpstreams)
            .filter(upstream -> upstream.healthCheck().isPresent())
            .mapToInt(upstream -> upstream.endpoints().size())
            .sum();
    Integer before = config.isPresent() ? checked.put(name, endpoints) : checked.remove(name);
    allChecked += endpoints - (before == null ? 0 : before);
  }
}
