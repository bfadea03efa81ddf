package io.k8c.kubelb.manager.feed;

import io.k8c.kubelb.kit.process.Health;
import io.k8c.kubelb.manager.plan.HubService;
import io.k8c.kubelb.manager.plan.Programming;
import io.k8c.kubelb.manager.plan.ProxyWorkload;
import io.k8c.kubelb.manager.plan.TenantPolicy;
import io.k8c.kubelb.manager.route.GatewayView;
import io.k8c.kubelb.manager.route.HostnameHolder;
import io.k8c.kubelb.manager.route.Ingresses;
import io.k8c.kubelb.manager.route.Layer7;
import io.k8c.kubelb.manager.route.Outcome;
import io.k8c.kubelb.manager.route.ParsedSource;
import io.k8c.kubelb.manager.route.RouteMemory;
import io.k8c.kubelb.manager.route.SharedGateways;
import io.k8c.kubelb.manager.route.WantedService;
import io.k8c.kubelb.manager.route.delegate.Delegation;
import io.k8c.kubelb.manager.route.delegate.Sharing;
import io.k8c.kubelb.xds.server.Proxies;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The layer 7 of one tenant on its way to its proxy and to its sources' statuses: one pass over all
 * of it for any number of changes, worked off by one thread at a time.
 */
final class TenantRoutes {
  private static final Logger log = LoggerFactory.getLogger(TenantRoutes.class);

  private final String namespace;
  private final HubCaches caches;
  private final Intended intended;
  private final Tenancy tenancy;
  private final HubKinds kinds;
  private final RoutePublisher publisher;
  private final BiFunction<String, String, Optional<Outcome>> ofHub;
  private final Health health;
  private final GatewayProgramming programming;
  private final LongSupplier claims;
  private final Runnable hostnamesChanged;
  private final BiConsumer<String, String> changed;
  private final AtomicBoolean dirty = new AtomicBoolean();
  private final AtomicBoolean progressed = new AtomicBoolean();
  private final AtomicBoolean running = new AtomicBoolean();
  private final Semaphore news = new Semaphore(0);
  private final Telling telling = new Telling();
  private final Set<String> shipped = ConcurrentHashMap.newKeySet();
  private final Rests rests = new Rests();
  private final RouteSources sources = new RouteSources();
  private final RouteMemory memory = new RouteMemory();
  private final Map<String, Programming> asked = new HashMap<>();
  private volatile Set<HostnameHolder> hostnames = Set.of();
  private volatile Map<String, Outcome> outcomes = Map.of();
  private volatile @Nullable Map<String, WantedService> shared;

  /**
   * @param ofHub what is said of a Route for Gateways of the hub, by namespace and name
   * @param claims how often claims of hostnames have changed
   * @param hostnamesChanged told that other hostnames are asked for
   * @param changed told the namespace and the Route whose outcome is another one, or what stands
   *     for one where a shared hub Service changes
   */
  TenantRoutes(
      String namespace,
      HubCaches caches,
      Intended intended,
      Tenancy tenancy,
      HubKinds kinds,
      Proxies proxies,
      Health health,
      GatewayProgramming programming,
      BiFunction<String, String, Optional<Outcome>> ofHub,
      LongSupplier claims,
      Runnable hostnamesChanged,
      BiConsumer<String, String> changed) {
    this.namespace = namespace;
    this.caches = caches;
    this.intended = intended;
    this.tenancy = tenancy;
    this.kinds = kinds;
    this.publisher = new RoutePublisher(ProxyWorkload.proxyId(namespace), proxies);
    this.ofHub = ofHub;
    this.health = health;
    this.programming = programming;
    this.claims = claims;
    this.hostnamesChanged = hostnamesChanged;
    this.changed = changed;
  }

  /** What becomes of a source; empty while it was not looked at. */
  Optional<Outcome> outcome(String route) {
    return Optional.ofNullable(outcomes.get(route));
  }

  /** Hub Services that belong to no single source; empty while nothing was looked at. */
  Optional<Map<String, WantedService>> shared() {
    return Optional.ofNullable(shared);
  }

  /** Hostnames that are asked for where other controllers serve several tenants. */
  Set<HostnameHolder> asked() {
    return hostnames;
  }

  void touch() {
    dirty.set(true);
    news.release();
  }

  /** A Route holds something else: what is said of it has to be said of that, be it the same. */
  void touch(String route) {
    shipped.add(route);
    touch();
  }

  /** Proxies may have made something else of a Gateway. */
  void progressed() {
    progressed.set(true);
    news.release();
  }

  /** Whether the caller has to run {@link #drain}. */
  boolean wakes() {
    return (dirty.get() || progressed.get()) && running.compareAndSet(false, true);
  }

  /** Takes over what is there before anybody is served, without rests. */
  void fill() {
    try (Health.Work _ = health.begin("routes of " + namespace)) {
      while (isDue()) {
        work();
        say(telling.after(false));
      }
    } finally {
      running.set(false);
    }
  }

  void drain() {
    do {
      try (Health.Work _ = health.begin("routes of " + namespace)) {
        do {
          while (isDue()) {
            boolean busy = rests.untilQuiet() > 0;
            rests.after(this::work);
            say(telling.after(busy));
          }
        } while (isUntold());
      } finally {
        running.set(false);
      }
    } while (wakes());
  }

  /** Whether something came before it was quiet; otherwise all is said that there is to say. */
  private boolean isUntold() {
    long left = rests.untilQuiet();
    if (!telling.isOver() && left > 0 && comesSoon(left)) {
      return true;
    }
    say(telling.rest());
    return false;
  }

  private void say(List<String> routes) {
    routes.forEach(route -> changed.accept(namespace, route));
  }

  private boolean comesSoon(long nanos) {
    try {
      return dirty.get() || news.tryAcquire(nanos, TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Most of what proxies tell changes nothing that is said of a Gateway. */
  private boolean isDue() {
    int _ = news.drainPermits();
    boolean told = progressed.getAndSet(false);
    return dirty.getAndSet(false)
        || (told
            && asked.entrySet().stream()
                .anyMatch(
                    gateway ->
                        !programming.of(namespace, gateway.getKey()).equals(gateway.getValue())));
  }

  private void work() {
    asked.clear();
    long before = claims.getAsLong();
    Set<String> read = new HashSet<>();
    shipped.forEach(
        route -> {
          if (shipped.remove(route)) {
            read.add(route);
          }
        });
    try {
      List<ParsedSource> parsed = sources.of(caches.routes().inNamespace(namespace));
      Layer7 next =
          tenancy
              .policy(namespace)
              .filter(_ -> !parsed.isEmpty())
              .map(policy -> Delegation.of(view(policy, parsed), kinds, sharing(), memory))
              .orElse(Layer7.NONE);
      if (publisher.publish(next.configs())) {
        dirty.set(true);
      }
      ask(next.asked(), before);
      tell(withOfHub(next.outcomes()), read);
      tellShared(next.shared());
    } catch (RuntimeException e) {
      // What was there before stays; the next change tries again.
      shipped.addAll(read);
      log.atError().addKeyValue("namespace", namespace).setCause(e).log("routes not translated");
    }
  }

  /** A claim that came meanwhile found nobody who asks for it. */
  private void ask(Set<HostnameHolder> next, long before) {
    boolean another = !next.equals(hostnames);
    hostnames = next;
    if (!next.isEmpty() && claims.getAsLong() != before) {
      dirty.set(true);
    }
    if (another) {
      hostnamesChanged.run();
    }
  }

  private Sharing sharing() {
    return new Sharing(
        caches
            .namespaces()
            .get(null, namespace)
            .map(found -> found.getMetadata().getLabels())
            .orElse(Map.of()),
        tenancy.owners());
  }

  private Map<String, Outcome> withOfHub(Map<String, Outcome> own) {
    Map<String, Outcome> all = new HashMap<>(own);
    all.replaceAll(
        (route, outcome) ->
            ofHub
                .apply(namespace, route)
                .map(said -> SharedGateways.beside(outcome, said))
                .map(both -> both.waitingFor(outcome.unanswered()))
                .orElse(outcome));
    return all;
  }

  private GatewayView view(TenantPolicy policy, List<ParsedSource> parsed) {
    return new GatewayView(
        policy,
        parsed,
        route -> {
          String name = HubService.name(route);
          return caches.services().get(namespace, name).or(() -> intended.get(namespace, name));
        },
        name -> caches.syncSecrets().get(namespace, name),
        name -> caches.addresses().get(namespace, name).map(found -> found.getSpec().addresses()),
        route -> asked.computeIfAbsent(route, name -> programming.of(namespace, name)),
        publisher.interval());
  }

  private void tellShared(Map<String, WantedService> next) {
    Map<String, WantedService> before = shared;
    shared = next;
    if (!next.equals(before)) {
      changed.accept(namespace, Ingresses.SHARED);
    }
  }

  /**
   * What has to be written for traffic is told at once. What is only said waits until the pass has
   * rested: proxies take over then what they were sent.
   */
  private void tell(Map<String, Outcome> next, Set<String> read) {
    Map<String, Outcome> before = outcomes;
    outcomes = next;
    Map<String, Outcome> gone = new HashMap<>(before);
    List<String> wanting = new ArrayList<>();
    List<String> said = new ArrayList<>();
    next.forEach(
        (route, outcome) -> {
          Outcome last = gone.remove(route);
          if (!read.contains(route) && outcome.equals(last)) {
            return;
          }
          if (last == null ? !isOnlySaid(outcome) : !isWantedAlike(outcome, last)) {
            changed.accept(namespace, route);
          } else {
            (isOnlySaid(outcome) ? said : wanting).add(route);
          }
        });
    say(List.copyOf(gone.keySet()));
    telling.decided(wanting, said);
  }

  private static boolean isWantedAlike(Outcome one, Outcome other) {
    return one.service().equals(other.service()) && one.delegates().equals(other.delegates());
  }

  private static boolean isOnlySaid(Outcome outcome) {
    return outcome.service().isEmpty() && outcome.delegates().isEmpty();
  }
}
