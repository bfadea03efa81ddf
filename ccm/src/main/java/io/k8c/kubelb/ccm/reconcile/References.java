package io.k8c.kubelb.ccm.reconcile;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.k8c.kubelb.api.SyncSecret;
import io.k8c.kubelb.ccm.source.MirrorPlan;
import io.k8c.kubelb.ccm.source.ObjectKey;
import io.k8c.kubelb.ccm.source.Offer;
import io.k8c.kubelb.ccm.source.SourceObject;
import io.k8c.kubelb.ccm.source.SourcePlan;
import io.k8c.kubelb.ccm.source.TenantKind;
import io.k8c.kubelb.ccm.source.TwinPlan;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * What sources refer to: kept ready for the hub as long as somebody needs it, and watched for
 * changes as long as somebody looks at it.
 */
final class References {
  private static final Duration BETWEEN_TRIES = Duration.ofSeconds(30);

  private final TenantCluster cluster;
  private final Twins twins;
  private final Certificates certificates;
  private final Mirrors mirrors;
  private final Lingering lingering;
  private final Set<TenantKind> disabled;
  private final Consumer<ObjectKey> wake;
  private final BiConsumer<ObjectKey, Duration> again;
  private final Index seen = new Index();
  private final Index used = new Index();
  private volatile boolean complete;

  /**
   * @param wake asks for work on a source, a Service or a Secret
   * @param again the same, later
   */
  References(
      TenantCluster cluster,
      Twins twins,
      Mirrors mirrors,
      Certificates certificates,
      Lingering lingering,
      Set<TenantKind> disabled,
      Consumer<ObjectKey> wake,
      BiConsumer<ObjectKey, Duration> again) {
    this.cluster = cluster;
    this.twins = twins;
    this.mirrors = mirrors;
    this.certificates = certificates;
    this.lingering = lingering;
    this.disabled = disabled;
    this.wake = wake;
    this.again = again;
  }

  /** All sources have been planned: what nobody uses then may go. */
  void complete() {
    complete = true;
  }

  Sight sight(ObjectKey source) {
    return new Sight(source, cluster, seen);
  }

  /** Plans a source, and lets go of what it does not use any more. */
  SourcePlan plan(SourceObject object, Sight sight) {
    SourcePlan plan =
        disabled.contains(object.kind()) ? SourcePlan.NONE : SourcePlan.of(object, sight);
    Set<ObjectKey> uses = new HashSet<>(plan.services());
    uses.addAll(plan.secrets());
    used.retain(object.key(), uses).forEach(wake);
    return plan;
  }

  /** A source has seen everything that it has to see. */
  void complete(Sight sight) {
    sight.complete().forEach(this::unseen);
  }

  /** A source is gone. */
  void forget(ObjectKey source) {
    used.retain(source, Set.of()).forEach(wake);
    seen.retain(source, Set.of()).forEach(this::unseen);
  }

  private void unseen(ObjectKey key) {
    if (key.isConfigMap()) {
      cluster.configMaps().release(key, seen::isReferred);
    }
  }

  /** How the nodes offer a Service; empty where there is none. */
  Optional<Offer> offer(ObjectKey key) {
    Optional<Offer> offer = cluster.service(key).map(twins::offer);
    // What is in the way may go without anyone being told.
    offer.flatMap(Offer::problem).ifPresent(_ -> again.accept(key, BETWEEN_TRIES));
    return offer;
  }

  /** Brings a Secret to the hub; returns why the hub does not take it. */
  Optional<String> carry(ObjectKey secret) {
    return cluster
        .secret(secret)
        .or(() -> cluster.labelledSecret(secret))
        .flatMap(certificates::carry);
  }

  /** Wakes those who look at an object. */
  void changed(ObjectKey key) {
    seen.of(key).forEach(wake);
  }

  /** Whether sources use a Service or a Secret. */
  boolean isUsed(ObjectKey key) {
    return used.isReferred(key);
  }

  /** Services that sources use. */
  Stream<Service> used() {
    return used.targets().stream()
        .filter(ObjectKey::isService)
        .flatMap(key -> cluster.service(key).stream());
  }

  /** The Service that a slice belongs to, where sources use it. */
  Optional<Service> used(EndpointSlice slice) {
    return LocalEndpoints.service(slice)
        .map(name -> ObjectKey.service(slice.getMetadata().getNamespace(), name))
        .filter(this::isUsed)
        .flatMap(cluster::service);
  }

  /** Whether the hub has a Secret, for whatever reason. */
  boolean isCarried(ObjectKey secret) {
    return certificates.has(secret);
  }

  /**
   * The Service whose endpoints we mirror, or did, that a slice concerns, be it of the Service
   * itself or of its twin.
   */
  Optional<ObjectKey> mirrored(EndpointSlice slice) {
    return LocalEndpoints.service(slice)
        .map(name -> ObjectKey.service(slice.getMetadata().getNamespace(), name))
        .flatMap(cluster::service)
        .map(Twins::original)
        .filter(this::isUsed)
        .filter(
            original ->
                MirrorPlan.isMirror(slice)
                    || cluster.service(original).filter(TwinPlan::isWithoutSelector).isPresent());
  }

  /** Follows a Service that sources use, or lets go of it. */
  void service(ObjectKey key) {
    Optional<Service> service = cluster.service(key).filter(found -> !found.isMarkedForDeletion());
    if (service.isPresent() && isUsed(key)) {
      Optional<Offer> before = twins.known(key);
      if (!before.equals(offer(key))) {
        changed(key);
      }
    }
    Optional<Service> twin = twins.ofService(key);
    if (needsTwin(key)) {
      lingering.needed(key);
      service.ifPresent(found -> twin.ifPresent(each -> mirror(found, each)));
    } else if (complete && twin.isPresent() && lingering.isOver(key)) {
      twins.release(key, this::needsTwin);
    }
  }

  private void mirror(Service service, Service twin) {
    if (TwinPlan.isWithoutSelector(service)) {
      mirrors.follow(service, twin);
    } else {
      mirrors.end(twin);
    }
  }

  private boolean needsTwin(ObjectKey service) {
    return isUsed(service) && cluster.service(service).filter(TwinPlan::isNeeded).isPresent();
  }

  /** Follows a Secret that sources use, or lets go of it. */
  void secret(ObjectKey key) {
    if (needsSecret(key)) {
      lingering.needed(key);
      Optional<String> _ = carry(key);
    } else if (complete && certificates.has(key) && lingering.isOver(key)) {
      certificates.release(key, this::needsSecret);
    }
  }

  /** Whether a certificate in the hub is as we left it. */
  boolean isOwn(ObjectKey secret, SyncSecret object) {
    return certificates.isOwn(secret, object);
  }

  private boolean needsSecret(ObjectKey key) {
    return (isUsed(key) && cluster.secret(key).isPresent())
        || cluster.labelledSecret(key).isPresent();
  }
}
