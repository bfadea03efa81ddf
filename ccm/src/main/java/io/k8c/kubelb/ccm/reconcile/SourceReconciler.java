package io.k8c.kubelb.ccm.reconcile;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.k8c.kubelb.api.Reason;
import io.k8c.kubelb.api.Route;
import io.k8c.kubelb.ccm.source.ObjectKey;
import io.k8c.kubelb.ccm.source.Offer;
import io.k8c.kubelb.ccm.source.Origin;
import io.k8c.kubelb.ccm.source.Refusal;
import io.k8c.kubelb.ccm.source.RouteDraft;
import io.k8c.kubelb.ccm.source.SourceObject;
import io.k8c.kubelb.ccm.source.SourcePlan;
import io.k8c.kubelb.ccm.source.StatusMerge;
import io.k8c.kubelb.ccm.source.StatusNotes;
import io.k8c.kubelb.ccm.source.TenantKind;
import io.k8c.kubelb.kit.Note;
import io.k8c.kubelb.kit.watch.Cached;
import java.net.HttpURLConnection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries objects of layer 7 to the hub and their status back; one loop for all kinds. They get no
 * finalizer from us (docs/decisions/0011), only one of the Go system is taken away.
 */
final class SourceReconciler {
  private static final Logger log = LoggerFactory.getLogger(SourceReconciler.class);

  private final TenantCluster cluster;
  private final Cached<Route> hub;
  private final String hubNamespace;
  private final References references;
  private final Sides sides;
  private final ManagedSources managed;
  private final Propagation propagation;
  private final Finalizers finalizers;
  private final OwnVersions own = new OwnVersions();
  private final Warnings warnings = new Warnings();
  private final Map<ObjectKey, String> carried = new ConcurrentHashMap<>();

  SourceReconciler(
      TenantCluster cluster,
      Cached<Route> hub,
      String hubNamespace,
      References references,
      ManagedSources managed,
      Propagation propagation,
      Sides sides) {
    this.cluster = cluster;
    this.hub = hub;
    this.hubNamespace = hubNamespace;
    this.references = references;
    this.managed = managed;
    this.propagation = propagation;
    this.sides = sides;
    this.finalizers = new Finalizers(sides.tenant());
  }

  /** Takes over what is in the hub from before; returns whose objects those are. */
  Iterable<ObjectKey> resume() {
    hub.all()
        .forEach(
            route ->
                Origin.of(route).ifPresent(key -> carried.put(key, route.getMetadata().getName())));
    return carried.keySet();
  }

  /** Whether a change is one that we made ourselves. */
  boolean isOwn(HasMetadata object) {
    return own.isOwn(object);
  }

  void reconcile(ObjectKey key) {
    Optional<GenericKubernetesResource> resource = cluster.kinds().get(key);
    Optional<SourceObject> found = cluster.object(key);
    if (resource.isEmpty() || found.isEmpty()) {
      references.forget(key);
      gone(key);
      return;
    }
    SourceObject object = found.get();
    try {
      if (object.isLeaving()) {
        references.forget(key);
        release(object, resource.get());
      } else {
        Sight sight = references.sight(key);
        SourcePlan plan = references.plan(object, sight);
        if (plan.ours()) {
          carry(object, resource.get(), plan, sight);
        } else {
          references.complete(sight);
          release(object, resource.get());
        }
      }
    } catch (KubernetesClientException e) {
      if (e.getCode() != HttpURLConnection.HTTP_CONFLICT) {
        sides.events().tell(resource.get(), HubFailure.of(e));
      }
      throw e;
    }
  }

  /** Makes the hub hold a source; what it will go on refusing stands in the source's status. */
  private Route ship(
      SourceObject object,
      GenericKubernetesResource resource,
      SourcePlan plan,
      Supplier<Route> writing) {
    try {
      return HubFailure.call(writing);
    } catch (KubernetesClientException e) {
      HubFailure.lasting(e)
          .flatMap(said -> Refusal.of(object, plan.parents(), said, sides.clock().instant()))
          .ifPresent(
              status -> {
                GenericKubernetesResource _ = write(object.kind(), resource, status);
              });
      throw e;
    }
  }

  private void carry(
      SourceObject object, GenericKubernetesResource resource, SourcePlan plan, Sight sight) {
    long seen = System.nanoTime();
    managed.add(object.kind(), resource);
    plan.notes().forEach(note -> sides.events().tell(resource, note));
    Map<ObjectKey, Offer> offers = new LinkedHashMap<>();
    plan.services()
        .forEach(key -> references.offer(key).ifPresent(offer -> offers.put(key, offer)));
    plan.secrets().stream()
        .flatMap(key -> references.carry(key).stream())
        .forEach(problem -> sides.events().tell(resource, refused(problem)));
    Route desired = RouteDraft.of(object, plan, sight, offers, hubNamespace);
    references.complete(sight);
    Optional<Route> known = hub.get(hubNamespace, object.uid());
    String before = carried.put(object.key(), object.uid());
    if (before != null && !before.equals(object.uid())) {
      delete(before);
    }
    Route route =
        hub.wrote(
            ship(object, resource, plan, () -> sides.toHub().apply(desired, known.orElse(null))));
    own.wrote(route);
    if (known.isEmpty() || !isSameGeneration(known.get(), route)) {
      propagation.began(route, seen);
    }
    propagation.observed(route, conditions(route));
    if (known.isEmpty()) {
      sides.events().tell(resource, synced(route));
    }
    warnings.news(object.key(), route).forEach(note -> sides.events().tell(resource, note));
    StatusMerge.of(object, route)
        .ifPresent(
            status -> {
              GenericKubernetesResource told = write(object.kind(), resource, status);
              StatusNotes.of(object.status(), status)
                  .forEach(note -> sides.events().tell(told, note));
            });
  }

  private GenericKubernetesResource write(
      TenantKind kind, GenericKubernetesResource object, JsonNode status) {
    GenericKubernetesResource told =
        cluster.kinds().writeStatus(kind, object, status, sides.toTenant());
    own.wrote(told);
    JsonNode before = SourceObject.of(kind, object).status();
    String has = StatusNotes.addresses(status);
    if (!has.equals(StatusNotes.addresses(before))) {
      log.atInfo()
          .addKeyValue("kind", kind.kind())
          .addKeyValue("namespace", object.getMetadata().getNamespace())
          .addKeyValue("name", object.getMetadata().getName())
          .addKeyValue("address", has.isEmpty() ? "none" : has)
          .log("address changed");
    }
    return told;
  }

  /** Not ours, or about to go: nothing of it may stay in the hub. */
  private void release(SourceObject object, GenericKubernetesResource resource) {
    boolean wasCarried = carried.containsKey(object.key());
    if (wasCarried && !object.isLeaving()) {
      // While the hub still has it: if somebody else is faster, the next try has to know.
      StatusMerge.withoutUs(object, hub.get(hubNamespace, object.uid()))
          .ifPresent(
              status -> {
                GenericKubernetesResource _ = write(object.kind(), resource, status);
              });
    }
    remove(object.key());
    if (wasCarried && !object.isLeaving()) {
      sides
          .events()
          .tell(resource, Note.normal(Reason.REMOVED.word(), "not served by the hub any more"));
    }
    if (finalizers.has(resource)) {
      finalizers.remove(cluster.kinds().get(object.key()).orElse(resource));
    }
    own.forget(resource);
  }

  /** Nobody told us before it went; what is deleted then was asked for by name. */
  private void gone(ObjectKey key) {
    String uid = carried.get(key);
    if (uid != null && !cluster.kinds().exists(key, uid)) {
      remove(key);
    }
  }

  private void remove(ObjectKey key) {
    managed.remove(key);
    warnings.forget(key);
    String uid = carried.get(key);
    if (uid != null) {
      propagation.over(uid);
      delete(uid);
      carried.remove(key);
    }
  }

  private static boolean isSameGeneration(Route before, Route after) {
    return Objects.equals(
        before.getMetadata().getGeneration(), after.getMetadata().getGeneration());
  }

  private static List<Condition> conditions(Route route) {
    return route.getStatus() == null ? List.of() : route.getStatus().conditions();
  }

  private void delete(String uid) {
    hub.get(hubNamespace, uid)
        .ifPresent(route -> HubFailure.run(() -> sides.toHub().delete(route)));
  }

  private static Note refused(String problem) {
    return Note.warning(Reason.HUB_REFUSED.word(), HubFailure.refused(problem));
  }

  private static Note synced(Route route) {
    return Note.normal(
        Reason.SYNCED.word(),
        "Route "
            + route.getMetadata().getNamespace()
            + "/"
            + route.getMetadata().getName()
            + " is in the hub");
  }
}
