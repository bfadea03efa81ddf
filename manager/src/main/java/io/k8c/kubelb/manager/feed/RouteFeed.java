package io.k8c.kubelb.manager.feed;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.k8c.kubelb.api.HostnameClaim;
import io.k8c.kubelb.api.Route;
import io.k8c.kubelb.api.TenantNamespace;
import io.k8c.kubelb.kit.process.Health;
import io.k8c.kubelb.kit.watch.Cached;
import io.k8c.kubelb.manager.plan.HubService;
import io.k8c.kubelb.manager.plan.Programming;
import io.k8c.kubelb.manager.route.HostnameHolder;
import io.k8c.kubelb.manager.route.Outcome;
import io.k8c.kubelb.manager.route.WantedService;
import io.k8c.kubelb.xds.server.Proxies;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Turns changes of layer 7 in the hub into configuration of the proxies and outcomes of the
 * sources. Changes of one tenant are taken together, tenants run side by side.
 */
public final class RouteFeed implements AutoCloseable {
  static final String GATEWAYS = "gateway/";

  private final HubCaches caches;
  private final Intended intended;
  private final Tenancy tenancy;
  private final HubKinds kinds;
  private final Proxies proxies;
  private final Health health;
  private final Map<String, TenantRoutes> tenants = new ConcurrentHashMap<>();
  private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
  private volatile GatewayProgramming programming =
      (namespace, route) -> new Programming(false, false, List.of());
  private volatile BiFunction<String, String, Optional<Outcome>> shared =
      (namespace, route) -> Optional.empty();
  private volatile BiConsumer<String, String> changed = (namespace, route) -> {};
  private volatile Runnable askedChanged = () -> {};
  private final AtomicLong claims = new AtomicLong();
  private volatile boolean complete;

  public RouteFeed(
      HubCaches caches,
      Intended intended,
      Tenancy tenancy,
      HubKinds kinds,
      Proxies proxies,
      Health health) {
    this.caches = caches;
    this.intended = intended;
    this.tenancy = tenancy;
    this.kinds = kinds;
    this.proxies = proxies;
    this.health = health;
    caches.routes().onChange(this::route);
    intended.onChange(this::service);
    caches.services().onChange((before, after) -> service(after != null ? after : before));
    follow(caches.syncSecrets());
    follow(caches.addresses());
    caches.deployments().onChange((before, after) -> workload(after != null ? after : before));
    caches.daemonSets().onChange((before, after) -> workload(after != null ? after : before));
    caches.reports().onChange((_, _) -> tenants.keySet().forEach(this::progressed));
    caches
        .tenants()
        .onChange(
            (before, after) -> {
              HasMetadata tenant = after != null ? after : before;
              if (tenant != null) {
                touchKnown(TenantNamespace.of(tenant.getMetadata().getName()));
              }
            });
    caches.configs().onChange((_, _) -> tenants.keySet().forEach(this::touch));
    // Gateways of the hub choose by the labels of a namespace whom they take.
    caches
        .namespaces()
        .onChange(
            (before, after) -> {
              if (before != null && after != null && !labels(before).equals(labels(after))) {
                touchKnown(after.getMetadata().getName());
              }
            });
    caches.claims().onChange((before, after) -> claim(after != null ? after : before));
    kinds.onChange(new HubChanges());
  }

  private final class HubChanges implements HubKinds.Listener {
    @Override
    public void delegateChanged(String namespace, String route) {
      touchKnown(namespace);
      changed.accept(namespace, route);
    }

    @Override
    public void hubChanged() {
      tenants.keySet().forEach(RouteFeed.this::touch);
    }
  }

  /** The xDS source of a Gateway's listeners and tables. */
  public static String gateway(String route) {
    return GATEWAYS + route;
  }

  /** Whom to ask what proxies made of a Gateway, and whom to tell that an outcome changed. */
  public void lead(GatewayProgramming programming, BiConsumer<String, String> changed) {
    this.programming = programming;
    this.changed = changed;
    tenants.keySet().forEach(this::touch);
  }

  /** Whom to ask what is said of a Route for Gateways of the hub, by namespace and name. */
  public void beside(BiFunction<String, String, Optional<Outcome>> shared) {
    this.shared = shared;
  }

  /** Whom to tell that other hostnames are asked for. */
  public void onAsked(Runnable listener) {
    askedChanged = listener;
  }

  /** Hostnames that tenants ask for where other controllers serve several of them. */
  public Set<HostnameHolder> asked() {
    Set<HostnameHolder> asked = new LinkedHashSet<>();
    tenants.values().forEach(tenant -> asked.addAll(tenant.asked()));
    return asked;
  }

  /** Takes over everything that the caches hold; call it once they are complete. */
  public void fill() {
    for (Route route : caches.routes().all()) {
      tenant(route.getMetadata().getNamespace()).touch();
    }
    tenants.values().stream().filter(TenantRoutes::wakes).forEach(TenantRoutes::fill);
    complete = true;
    tenants.values().forEach(this::run);
  }

  /** What becomes of a source; empty while it was not looked at. */
  public Optional<Outcome> outcome(String namespace, String route) {
    return Optional.ofNullable(tenants.get(namespace)).flatMap(found -> found.outcome(route));
  }

  /** Hub Services that the sources of a tenant share; empty while they were not looked at. */
  public Optional<Map<String, WantedService>> shared(String namespace) {
    return Optional.ofNullable(tenants.get(namespace)).flatMap(TenantRoutes::shared);
  }

  /** Something that concerns the layer 7 of a tenant has changed. */
  public void touch(String namespace) {
    TenantRoutes tenant = tenant(namespace);
    tenant.touch();
    run(tenant);
  }

  /** Proxies of a tenant may have made something else of its Gateways. */
  public void progressed(String namespace) {
    TenantRoutes tenant = tenants.get(namespace);
    if (tenant != null) {
      tenant.progressed();
      run(tenant);
    }
  }

  private static Map<String, String> labels(HasMetadata object) {
    return Objects.requireNonNullElse(object.getMetadata().getLabels(), Map.of());
  }

  private void claim(@Nullable HostnameClaim claim) {
    claims.incrementAndGet();
    if (claim != null) {
      HostnameHolder holder = HostnameHolder.of(claim);
      tenants.forEach(
          (namespace, tenant) -> {
            if (tenant.asked().stream().anyMatch(holder::overlaps)) {
              touch(namespace);
            }
          });
    }
  }

  private void workload(@Nullable HasMetadata workload) {
    if (workload != null) {
      progressed(workload.getMetadata().getNamespace());
    }
  }

  /** Our own status writes mean nothing here. */
  private void route(@Nullable Route before, @Nullable Route after) {
    if (before != null
        && after != null
        && before.isMarkedForDeletion() == after.isMarkedForDeletion()
        && before.getSpec().equals(after.getSpec())) {
      return;
    }
    Route route = after != null ? after : before;
    if (route != null) {
      TenantRoutes tenant = tenant(route.getMetadata().getNamespace());
      tenant.touch(route.getMetadata().getName());
      run(tenant);
    }
  }

  private void service(@Nullable Service service) {
    if (service != null && HubService.route(service).isPresent()) {
      touch(service.getMetadata().getNamespace());
    }
  }

  private void follow(Cached<? extends HasMetadata> cache) {
    cache.onChange(
        (before, after) -> {
          HasMetadata object = after != null ? after : before;
          if (object != null) {
            touchKnown(object.getMetadata().getNamespace());
          }
        });
  }

  private void touchKnown(String namespace) {
    if (tenants.containsKey(namespace)) {
      touch(namespace);
    }
  }

  private void run(TenantRoutes tenant) {
    if (complete && tenant.wakes()) {
      workers.execute(tenant::drain);
    }
  }

  private TenantRoutes tenant(String namespace) {
    return tenants.computeIfAbsent(
        namespace,
        key ->
            new TenantRoutes(
                key,
                caches,
                intended,
                tenancy,
                kinds,
                proxies,
                health,
                (space, route) -> programming.of(space, route),
                (space, route) -> shared.apply(space, route),
                claims::get,
                () -> askedChanged.run(),
                (space, route) -> changed.accept(space, route)));
  }

  @Override
  public void close() {
    workers.shutdownNow();
  }
}
