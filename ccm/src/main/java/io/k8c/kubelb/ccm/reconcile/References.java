package io.k8c.kubelb.ccm.reconcile;

import io.fabric8.kubernetes.api.model.Service;
import io.k8c.kubelb.ccm.source.ObjectKey;
import io.k8c.kubelb.ccm.source.Offer;
import io.k8c.kubelb.ccm.source.SourceObject;
import io.k8c.kubelb.ccm.source.SourcePlan;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * What sources refer to: kept ready for the hub as long as somebody needs it, and watched for
 * changes as long as somebody looks at it.
 */
final class References {
  private final TenantCluster cluster;
  private final Twins twins;
  private final Certificates certificates;
  private final Consumer<ObjectKey> wake;
  private final Index seen = new Index();
  private final Index used = new Index();
  private volatile boolean complete;

  /**
   * @param wake asks for work on a source, a Service or a Secret
   */
  References(
      TenantCluster cluster, Twins twins, Certificates certificates, Consumer<ObjectKey> wake) {
    this.cluster = cluster;
    this.twins = twins;
    this.certificates = certificates;
    this.wake = wake;
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
    SourcePlan plan = SourcePlan.of(object, sight);
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

  Optional<Offer> offer(ObjectKey service) {
    return cluster.service(service).map(twins::offer);
  }

  /** Brings a Secret to the hub; returns why the hub does not take it. */
  Optional<String> carry(ObjectKey secret) {
    return cluster.secret(secret).flatMap(certificates::carry);
  }

  /** Wakes those who look at an object. */
  void changed(ObjectKey key) {
    seen.of(key).forEach(wake);
  }

  /** Follows a Service that sources use, or lets go of it. */
  void service(ObjectKey key) {
    Optional<Service> service = cluster.service(key).filter(found -> !found.isMarkedForDeletion());
    if (used.isReferred(key) && service.isPresent()) {
      Optional<Offer> before = twins.known(key);
      Offer now = twins.offer(service.get());
      if (!before.equals(Optional.of(now))) {
        changed(key);
      }
    } else if (complete) {
      twins.release(key, used::isReferred);
    }
  }

  /** Follows a Secret that sources use, or lets go of it. */
  void secret(ObjectKey key) {
    if (used.isReferred(key) && cluster.secret(key).isPresent()) {
      Optional<String> _ = carry(key);
    } else if (complete) {
      certificates.release(key, used::isReferred);
    }
  }
}
