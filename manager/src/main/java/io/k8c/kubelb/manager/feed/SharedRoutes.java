package io.k8c.kubelb.manager.feed;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.k8c.kubelb.api.Route;
import io.k8c.kubelb.kit.process.Health;
import io.k8c.kubelb.kit.watch.Cached;
import io.k8c.kubelb.manager.plan.HubService;
import io.k8c.kubelb.manager.plan.Programming;
import io.k8c.kubelb.manager.plan.ProxyWorkload;
import io.k8c.kubelb.manager.plan.TenantPolicy;
import io.k8c.kubelb.manager.route.ListenerSecrets;
import io.k8c.kubelb.manager.route.Outcome;
import io.k8c.kubelb.manager.route.SharedGateways;
import io.k8c.kubelb.manager.route.SharedPass;
import io.k8c.kubelb.manager.route.SharedView;
import io.k8c.kubelb.xds.server.Proxies;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The hub's own Gateways on their way to their proxy, and to the statuses of who uses them. */
public final class SharedRoutes implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(SharedRoutes.class);
  private static final SharedGateways NOTHING =
      new SharedGateways(Map.of(), Map.of(), Map.of(), Set.of());

  private final String namespace;
  private final HubCaches caches;
  private final Intended intended;
  private final Tenancy tenancy;
  private final HubKinds kinds;
  private final SecretCaches secrets;
  private final Health health;
  private final RoutePublisher publisher;
  private final Map<String, RouteSources> sources = new HashMap<>();
  private final SharedPass pass = new SharedPass();
  private final Rests rests = new Rests();
  private final AtomicBoolean dirty = new AtomicBoolean();
  private final AtomicBoolean running = new AtomicBoolean();
  private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
  private volatile Consumer<String> tenantChanged = tenant -> {};
  private volatile Runnable changed = () -> {};
  private volatile Function<String, Programming> programming =
      gateway -> new Programming(false, false, List.of());
  private volatile SharedGateways decided = NOTHING;
  private volatile boolean complete;

  /**
   * @param namespace of the manager, where the proxy runs
   */
  public SharedRoutes(
      String namespace,
      HubCaches caches,
      Intended intended,
      Tenancy tenancy,
      HubKinds kinds,
      SecretCaches secrets,
      Proxies proxies,
      Health health) {
    this.namespace = namespace;
    this.caches = caches;
    this.intended = intended;
    this.tenancy = tenancy;
    this.kinds = kinds;
    this.secrets = secrets;
    this.health = health;
    this.publisher = new RoutePublisher(ProxyWorkload.proxyId(namespace), proxies);
    List.<Cached<? extends HasMetadata>>of(
            caches.addresses(),
            caches.tenants(),
            caches.configs(),
            caches.claims(),
            caches.namespaces(),
            caches.deployments(),
            caches.daemonSets(),
            caches.reports())
        .forEach(cache -> cache.onChange((_, _) -> touch()));
    caches
        .routes()
        .onChange(
            (before, after) -> {
              // Our own status writes mean nothing here.
              if (before == null || after == null || !before.getSpec().equals(after.getSpec())) {
                touch();
              }
            });
    caches
        .services()
        .onChange(
            (before, after) -> {
              if (after == null || HubService.gateway(after).isPresent()) {
                touch();
              }
            });
    intended.onChange(service -> touch());
    secrets.onChange(this::touch);
    kinds.onChange(
        new HubKinds.Listener() {
          @Override
          public void delegateChanged(String tenant, String route) {}

          @Override
          public void hubChanged() {
            touch();
          }
        });
  }

  /** Whom to tell that something else is said of a tenant's routes. */
  public void onTenant(Consumer<String> listener) {
    tenantChanged = listener;
  }

  /** Whom to ask what proxies made of a Gateway, and whom to tell that something was decided. */
  public void lead(Function<String, Programming> programming, Runnable changed) {
    this.programming = programming;
    this.changed = changed;
    touch();
  }

  /** Takes over everything that the caches hold; call it once they are complete. */
  public void fill() throws InterruptedException {
    secrets.complete();
    work();
    complete = true;
    touch();
  }

  /** What was decided last. */
  public SharedGateways decided() {
    return decided;
  }

  /** What is said of a Route for its parents in the hub. */
  public Optional<Outcome> outcome(String tenant, String route) {
    return Optional.ofNullable(decided.routes().getOrDefault(tenant, Map.of()).get(route));
  }

  /** Something that may concern the hub's Gateways has changed. */
  public void touch() {
    dirty.set(true);
    if (complete && running.compareAndSet(false, true)) {
      workers.execute(this::drain);
    }
  }

  private void drain() {
    do {
      try (Health.Work _ = health.begin("gateways of the hub")) {
        while (dirty.getAndSet(false)) {
          rests.after(this::work);
        }
      } finally {
        running.set(false);
      }
    } while (dirty.get() && running.compareAndSet(false, true));
  }

  private void work() {
    try {
      List<GenericKubernetesResource> gateways = kinds.ownGateways();
      SharedGateways next = gateways.isEmpty() ? NOTHING : decide(view(gateways));
      if (publisher.publish(next.configs())) {
        dirty.set(true);
      }
      tell(next);
    } catch (RuntimeException e) {
      // What was there before stays; the next change tries again.
      log.atError().setCause(e).log("gateways of the hub not translated");
    }
  }

  private SharedGateways decide(SharedView view) {
    SharedPass.Decided next = pass.of(view);
    for (SharedPass.Failure failure : next.failures()) {
      log.atError()
          .addKeyValue("namespace", failure.tenant())
          .addKeyValue("route", failure.route())
          .setCause(failure.cause())
          .log("route not translated for gateways of the hub");
    }
    return next.gateways();
  }

  private void tell(SharedGateways next) {
    SharedGateways before = decided;
    decided = next;
    Set<String> tenants = new HashSet<>(before.routes().keySet());
    tenants.addAll(next.routes().keySet());
    tenants.stream()
        .filter(
            tenant ->
                !before
                    .routes()
                    .getOrDefault(tenant, Map.of())
                    .equals(next.routes().getOrDefault(tenant, Map.of())))
        .forEach(tenantChanged);
    if (!before.gateways().equals(next.gateways()) || !before.wanted().equals(next.wanted())) {
      changed.run();
    }
  }

  private SharedView view(List<GenericKubernetesResource> gateways) {
    Map<String, SharedView.Tenant> tenants = new HashMap<>();
    Map<String, List<Route>> byNamespace = new HashMap<>();
    for (Route route : caches.routes().all()) {
      byNamespace
          .computeIfAbsent(route.getMetadata().getNamespace(), key -> new java.util.ArrayList<>())
          .add(route);
    }
    sources.keySet().retainAll(byNamespace.keySet());
    byNamespace.forEach(
        (tenant, routes) ->
            tenancy
                .policy(tenant)
                .filter(policy -> !policy.layer7().gatewaysDisabled())
                .ifPresent(policy -> tenants.put(tenant, tenant(tenant, policy, routes))));
    ListenerSecrets readable = secrets.readable(kinds.grants());
    return new SharedView(
        tenancy.hubPolicy(),
        gateways.stream().map(readable::gateway).toList(),
        tenants,
        gateway -> {
          String name = HubService.name(gateway);
          return caches.services().get(namespace, name).or(() -> intended.get(namespace, name));
        },
        name -> Optional.ofNullable(readable.secrets().get(name)),
        gateway -> programming.apply(gateway),
        publisher.interval(),
        tenancy.owners());
  }

  private SharedView.Tenant tenant(String tenant, TenantPolicy policy, List<Route> routes) {
    return new SharedView.Tenant(
        policy,
        caches
            .namespaces()
            .get(null, tenant)
            .map(found -> found.getMetadata().getLabels())
            .orElse(Map.of()),
        name -> caches.addresses().get(tenant, name).map(found -> found.getSpec().addresses()),
        sources.computeIfAbsent(tenant, key -> new RouteSources()).of(routes),
        name ->
            caches
                .routes()
                .get(tenant, name)
                .map(route -> String.valueOf(route.getMetadata().getCreationTimestamp()))
                .orElse(""));
  }

  @Override
  public void close() {
    workers.shutdownNow();
    secrets.close();
  }
}
