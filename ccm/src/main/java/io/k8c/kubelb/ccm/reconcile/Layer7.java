package io.k8c.kubelb.ccm.reconcile;

import io.k8c.kubelb.ccm.source.ObjectKey;
import io.k8c.kubelb.ccm.source.SourceObject;
import io.k8c.kubelb.ccm.source.TenantKind;
import io.k8c.kubelb.kit.process.Leadership;
import io.k8c.kubelb.kit.process.Telemetry;
import io.k8c.kubelb.kit.process.WorkQueue;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Layer 7 of the tenant cluster, put together: it finds the kinds and works on their objects. */
public final class Layer7 implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Layer7.class);
  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(5);

  /** A newer version of the same kinds is noticed by classes only. */
  private static final int LOOKS_BETWEEN_CLASSES = 60;

  private final Layer7Caches caches;
  private final TenantKinds kinds;
  private final ConfigMapWatches configMaps;
  private final Twins twins;
  private final Certificates certificates;
  private final References references;
  private final SourceReconciler sources;
  private final ClassReconciler classes;
  private final WorkQueue<ObjectKey> queue;
  private final Layer7Settings settings;
  private final Leadership leadership;
  private final Thread looker;
  private boolean missed;

  public Layer7(
      Layer7Caches caches,
      LocalEndpoints local,
      Layer7Settings settings,
      Sides sides,
      ManagedSources managed,
      Propagation propagation,
      Leadership leadership,
      Telemetry telemetry) {
    this.caches = caches;
    this.settings = settings;
    this.leadership = leadership;
    this.queue = new WorkQueue<>("ccm", telemetry, Layer7::item, this::work);
    this.twins = new Twins(caches.services(), local, sides.toTenant());
    this.certificates =
        new Certificates(
            sides.tenant(), caches.syncSecrets(), sides.toHub(), settings.hubNamespace());
    Wakes wakes = new Wakes(queue::add, queue::addBehind);
    this.kinds = new TenantKinds(sides.tenant(), wakes::kindChanged);
    this.configMaps = new ConfigMapWatches(sides.tenant(), wakes::configMapChanged);
    TenantCluster cluster =
        new TenantCluster(
            kinds,
            caches.services(),
            caches.secrets(),
            caches.labelledSecrets(),
            caches.namespaces(),
            configMaps,
            uid -> caches.routes().get(settings.hubNamespace(), uid).isPresent(),
            settings.everyClass(),
            settings.everyIngressClass());
    this.references =
        new References(
            cluster,
            twins,
            new Mirrors(sides.tenant(), caches.slices(), sides.toTenant()),
            certificates,
            new Lingering(sides.clock(), queue::addAfter),
            settings.disabled(),
            queue::add,
            queue::addAfter);
    this.sources =
        new SourceReconciler(
            cluster,
            caches.routes(),
            settings.hubNamespace(),
            references,
            managed,
            propagation,
            sides);
    this.classes = new ClassReconciler(cluster, sides);
    wakes.listen(caches, local, references, sources);
    this.looker = Thread.ofVirtual().name("layer7").unstarted(this::run);
  }

  /** Begins to look for kinds, and to work once this process leads. */
  public void start() {
    looker.start();
  }

  private static WorkQueue.Item item(ObjectKey key) {
    String kind =
        key.isService()
            ? "twin"
            : key.isSecret() ? "certificate" : key.kind().toLowerCase(Locale.ROOT);
    return new WorkQueue.Item(kind, key.namespace(), key.name());
  }

  private void run() {
    try {
      leadership.await();
      caches.complete(settings.labelledSecrets());
      while (!hasLooked()) {
        Thread.sleep(BETWEEN_LOOKS);
      }
      fill();
      queue.start();
      for (int looks = 1; ; looks++) {
        Thread.sleep(BETWEEN_LOOKS);
        boolean _ = hasLooked();
        if (looks % LOOKS_BETWEEN_CLASSES == 0) {
          classes();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean hasLooked() throws InterruptedException {
    try {
      if (kinds.look()) {
        classes();
      }
      if (settings.expected() && !missed && !kinds.has(TenantKind.GATEWAY)) {
        missed = true;
        log.warn("no kinds of Gateway API here yet; install them, they will be noticed");
      }
      return true;
    } catch (RuntimeException e) {
      log.atDebug().setCause(e).log("cannot see which kinds there are, trying again");
      return false;
    }
  }

  private void classes() {
    kinds
        .all(TenantKind.GATEWAY_CLASS)
        .forEach(found -> queue.add(SourceObject.of(TenantKind.GATEWAY_CLASS, found).key()));
  }

  /** Before anything is taken away everything that there is has been looked at. */
  private void fill() {
    Arrays.stream(TenantKind.values()).filter(TenantKind::isSource).forEach(this::fill);
    sources.resume().forEach(queue::add);
    certificates.resume().forEach(queue::add);
    caches.labelledSecrets().all().forEach(secret -> queue.add(Wakes.key(secret)));
    twins.originals().forEach(queue::add);
    references.complete();
  }

  private void fill(TenantKind kind) {
    kinds
        .all(kind)
        .forEach(
            found -> {
              SourceObject object = SourceObject.of(kind, found);
              references.plan(object, references.sight(object.key()));
              queue.add(object.key());
            });
  }

  private void work(ObjectKey key) {
    if (key.isService()) {
      references.service(key);
    } else if (key.isSecret()) {
      references.secret(key);
    } else if (TenantKind.of(key).filter(TenantKind::isSource).isPresent()) {
      sources.reconcile(key);
    } else if (key.kind().equals(TenantKind.GATEWAY_CLASS.kind())
        && !settings.disabled().contains(TenantKind.GATEWAY)) {
      classes.reconcile(key);
    }
  }

  @Override
  public void close() {
    looker.interrupt();
    queue.close();
    kinds.close();
    configMaps.close();
  }
}
