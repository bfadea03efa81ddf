package io.k8c.kubelb.manager.feed;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.k8c.kubelb.api.TenantNamespace;
import io.k8c.kubelb.kit.process.Health;
import io.k8c.kubelb.manager.plan.HubService;
import io.k8c.kubelb.xds.server.Proxies;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Turns changes in the hub into configuration of the proxies. A change concerns the load balancers
 * that it touches and no others; those of one tenant are taken together, tenants run side by side.
 */
public final class SnapshotFeed implements AutoCloseable {
  private final HubCaches caches;
  private final Tenancy tenancy;
  private final Proxies proxies;
  private final Health health;
  private final ProgressRouter router;
  private final Map<String, TenantFeed> tenants = new ConcurrentHashMap<>();
  private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
  private volatile boolean complete;

  public SnapshotFeed(
      HubCaches caches,
      Intended intended,
      Tenancy tenancy,
      Proxies proxies,
      Health health,
      ProgressRouter router) {
    this.caches = caches;
    this.tenancy = tenancy;
    this.proxies = proxies;
    this.health = health;
    this.router = router;
    caches.loadBalancers().onChange((before, after) -> each(before, after, this::touch));
    caches.services().onChange((before, after) -> each(before, after, this::touchOwner));
    intended.onChange(this::touchOwner);
    caches.addresses().onChange((before, after) -> each(before, after, this::touchAll));
    caches
        .tenants()
        .onChange(
            (before, after) ->
                each(
                    before,
                    after,
                    tenant -> touchAll(TenantNamespace.of(tenant.getMetadata().getName()))));
    caches.configs().onChange((_, _) -> tenants.keySet().forEach(this::touchAll));
  }

  /**
   * Takes over everything that the caches hold; call it once they are complete. Before that nothing
   * is translated, since what is missing would be taken for deleted.
   */
  public void fill() {
    caches
        .loadBalancers()
        .all()
        .forEach(loadBalancer -> feed(loadBalancer).touch(name(loadBalancer)));
    tenants.values().forEach(TenantFeed::drain);
    complete = true;
    tenants.values().forEach(this::run);
  }

  /** Whether everything that there was at the start is published. */
  public boolean isComplete() {
    return complete;
  }

  private static <T> void each(@Nullable T before, @Nullable T after, Consumer<T> work) {
    T object = after != null ? after : before;
    if (object != null) {
      work.accept(object);
    }
  }

  private void touch(HasMetadata loadBalancer) {
    touch(feed(loadBalancer), name(loadBalancer));
  }

  private void touchOwner(io.fabric8.kubernetes.api.model.Service service) {
    HubService.loadBalancer(service).ifPresent(name -> touch(feed(service), name));
  }

  private void touchAll(HasMetadata inNamespace) {
    touchAll(inNamespace.getMetadata().getNamespace());
  }

  private void touchAll(String namespace) {
    TenantFeed feed = feed(namespace);
    caches.loadBalancers().inNamespace(namespace).forEach(owner -> feed.touch(name(owner)));
    run(feed);
  }

  private void touch(TenantFeed feed, String name) {
    feed.touch(name);
    run(feed);
  }

  private void run(TenantFeed feed) {
    if (complete && feed.wakes()) {
      workers.execute(feed::drain);
    }
  }

  private TenantFeed feed(HasMetadata object) {
    return feed(object.getMetadata().getNamespace());
  }

  private TenantFeed feed(String namespace) {
    return tenants.computeIfAbsent(
        namespace, key -> new TenantFeed(key, caches, tenancy, proxies, health, router));
  }

  private static String name(HasMetadata object) {
    return object.getMetadata().getName();
  }

  @Override
  public void close() {
    workers.shutdownNow();
  }
}
