package io.k8c.kubelb.ccm.reconcile;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.k8c.kubelb.api.Route;
import io.k8c.kubelb.ccm.source.ObjectKey;
import io.k8c.kubelb.ccm.source.SourceObject;
import io.k8c.kubelb.ccm.source.TenantKind;
import io.k8c.kubelb.kit.process.Leadership;
import io.k8c.kubelb.kit.process.Telemetry;
import io.k8c.kubelb.kit.process.WorkQueue;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Layer 7 of the tenant cluster: which change leads to work on which object. */
public final class Layer7 implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Layer7.class);
  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(5);

  private final KnownKinds kinds;
  private final ConfigMapWatches configMaps;
  private final Twins twins;
  private final Certificates certificates;
  private final References references;
  private final SourceReconciler sources;
  private final WorkQueue<ObjectKey> queue;
  private final Leadership leadership;
  private final Thread looker;

  /**
   * @param hubNamespace of the tenant
   */
  public Layer7(
      Layer7Caches caches,
      String hubNamespace,
      Sides sides,
      Leadership leadership,
      Telemetry telemetry) {
    this.leadership = leadership;
    this.queue = new WorkQueue<>("ccm", telemetry, Layer7::item, this::work);
    this.kinds = new KnownKinds(sides.tenant(), this::changed);
    this.configMaps = new ConfigMapWatches(sides.tenant(), key -> changed(key));
    TenantCluster cluster =
        new TenantCluster(
            kinds, caches.services(), caches.secrets(), caches.namespaces(), configMaps, false);
    this.twins = new Twins(caches.services(), sides.toTenant());
    this.certificates =
        new Certificates(sides.tenant(), caches.syncSecrets(), sides.toHub(), hubNamespace);
    this.references = new References(cluster, twins, certificates, queue::add);
    this.sources = new SourceReconciler(cluster, caches.routes(), hubNamespace, references, sides);
    caches.routes().onChange(this::routeChanged);
    caches.services().onChange(this::serviceChanged);
    caches.secrets().onChange((before, after) -> namedChanged("Secret", before, after));
    caches.namespaces().onChange((before, after) -> namedChanged("Namespace", before, after));
    this.looker = Thread.ofVirtual().name("layer7").unstarted(this::run);
  }

  /** Begins to look for kinds, and to work once this process leads. */
  public void start() {
    looker.start();
  }

  private static WorkQueue.Item item(ObjectKey key) {
    return new WorkQueue.Item(key.kind(), key.namespace(), key.name());
  }

  private void run() {
    try {
      while (!hasLooked()) {
        Thread.sleep(BETWEEN_LOOKS);
      }
      fill();
      leadership.await();
      queue.start();
      while (true) {
        Thread.sleep(BETWEEN_LOOKS);
        boolean _ = hasLooked();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean hasLooked() throws InterruptedException {
    try {
      kinds.look();
      return true;
    } catch (KubernetesClientException e) {
      log.atDebug().setCause(e).log("cannot see which kinds there are, trying again");
      return false;
    }
  }

  /** Before anything is taken away everything that there is has been looked at. */
  private void fill() {
    Arrays.stream(TenantKind.values())
        .filter(TenantKind::isSource)
        .forEach(
            kind ->
                kinds
                    .all(kind)
                    .forEach(
                        found -> {
                          SourceObject object = SourceObject.of(kind, found);
                          Sight sight = references.sight(object.key());
                          var _ = references.plan(object, sight);
                          queue.add(object.key());
                        }));
    sources.resume().forEach(queue::add);
    certificates.resume().forEach(queue::add);
    twins.originals().forEach(queue::add);
    references.complete();
  }

  private void work(ObjectKey key) {
    if (key.isService()) {
      references.service(key);
    } else if (key.isSecret()) {
      references.secret(key);
    } else {
      sources.reconcile(key);
    }
  }

  private void changed(
      TenantKind kind,
      @Nullable GenericKubernetesResource before,
      @Nullable GenericKubernetesResource after) {
    HasMetadata object = after != null ? after : Objects.requireNonNull(before);
    SourceObject then = before == null ? null : SourceObject.of(kind, before);
    SourceObject now = after == null ? null : SourceObject.of(kind, after);
    ObjectKey key = now != null ? now.key() : Objects.requireNonNull(then).key();
    if (kind.isSource() && (after == null || !sources.isOwn(object))) {
      queue.add(key);
    }
    if (kind.isRoute() || (then != null && now != null && isSame(then, now))) {
      return;
    }
    switch (kind) {
      case REFERENCE_GRANT -> references.changed(ObjectKey.grants(key.namespace()));
      case BACKEND_TLS_POLICY -> {
        targetsChanged(then);
        targetsChanged(now);
      }
      default -> references.changed(key);
    }
  }

  private void targetsChanged(@Nullable SourceObject policy) {
    if (policy != null) {
      TenantCluster.targets(policy).forEach(references::changed);
    }
  }

  /** Whether those who refer to an object see no difference. */
  private static boolean isSame(SourceObject then, SourceObject now) {
    boolean looksAlike =
        switch (now.kind()) {
          case GATEWAY ->
              then.spec().path("gatewayClassName").equals(now.spec().path("gatewayClassName"));
          case LISTENER_SET -> then.spec().path("parentRef").equals(now.spec().path("parentRef"));
          default -> then.spec().equals(now.spec());
        };
    return looksAlike && then.uid().equals(now.uid());
  }

  private void routeChanged(@Nullable Route before, @Nullable Route after) {
    boolean isNews =
        before == null
            || after == null
            || !Objects.equals(before.getStatus(), after.getStatus())
            || !sources.isOwn(after);
    Route route = after != null ? after : before;
    if (isNews && route != null) {
      Origins.of(route).ifPresent(queue::add);
    }
  }

  private void serviceChanged(@Nullable Service before, @Nullable Service after) {
    Service service = after != null ? after : Objects.requireNonNull(before);
    ObjectKey original = Twins.original(service);
    queue.add(original);
    boolean isSame =
        before != null
            && after != null
            && before.getSpec().equals(after.getSpec())
            && before.getMetadata().getUid().equals(after.getMetadata().getUid());
    if (!isSame) {
      references.changed(Twins.key(service));
    }
  }

  private void namedChanged(
      String kind, @Nullable HasMetadata before, @Nullable HasMetadata after) {
    HasMetadata object = after != null ? after : Objects.requireNonNull(before);
    String namespace = Objects.requireNonNullElse(object.getMetadata().getNamespace(), "");
    changed(ObjectKey.core(kind, namespace, object.getMetadata().getName()));
  }

  private void changed(ObjectKey key) {
    references.changed(key);
    if (key.isSecret()) {
      queue.add(key);
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
