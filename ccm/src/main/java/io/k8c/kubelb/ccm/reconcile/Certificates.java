package io.k8c.kubelb.ccm.reconcile;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.k8c.kubelb.api.SyncSecret;
import io.k8c.kubelb.ccm.source.ObjectKey;
import io.k8c.kubelb.ccm.source.Origin;
import io.k8c.kubelb.ccm.source.SyncSecretDraft;
import io.k8c.kubelb.kit.apply.Applier;
import io.k8c.kubelb.kit.watch.Cached;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * Carries certificates to the hub. Their keys are read when they are carried and not kept: the
 * cache of Secrets holds names and versions only.
 */
final class Certificates {
  private final KubernetesClient tenant;
  private final Cached<SyncSecret> hub;
  private final Applier toHub;
  private final String hubNamespace;
  private final Map<ObjectKey, Carried> carried = new ConcurrentHashMap<>();

  /** A Secret in the hub: of which version, and as which version there. */
  private record Carried(String uid, String version, String hubVersion) {}

  Certificates(
      KubernetesClient tenant, Cached<SyncSecret> hub, Applier toHub, String hubNamespace) {
    this.tenant = tenant;
    this.hub = hub;
    this.toHub = toHub;
    this.hubNamespace = hubNamespace;
  }

  /** Takes over what is in the hub from before; returns whose Secrets those are. */
  Iterable<ObjectKey> resume() {
    hub.all()
        .forEach(
            object ->
                Origin.of(object)
                    .ifPresent(
                        key ->
                            carried.put(key, new Carried(object.getMetadata().getName(), "", ""))));
    return carried.keySet();
  }

  /**
   * Brings a Secret to the hub.
   *
   * @param secret without its data
   * @return why the hub does not take it
   */
  synchronized Optional<String> carry(Secret secret) {
    ObjectKey key =
        ObjectKey.secret(secret.getMetadata().getNamespace(), secret.getMetadata().getName());
    String uid = secret.getMetadata().getUid();
    String version = secret.getMetadata().getResourceVersion();
    Optional<SyncSecret> known = hub.get(hubNamespace, uid);
    if (known.isPresent()
        && new Carried(uid, version, version(known.get())).equals(carried.get(key))) {
      return Optional.empty();
    }
    Secret whole = tenant.secrets().inNamespace(key.namespace()).withName(key.name()).get();
    if (whole == null || !whole.getMetadata().getUid().equals(uid)) {
      return Optional.empty();
    }
    if (!SyncSecretDraft.isCarried(whole)) {
      release(key, _ -> false);
      return Optional.empty();
    }
    try {
      SyncSecret desired = SyncSecretDraft.of(whole, hubNamespace);
      SyncSecret written =
          hub.wrote(HubFailure.call(() -> toHub.apply(desired, known.orElse(null))));
      Carried before = carried.put(key, new Carried(uid, version(whole), version(written)));
      if (before != null && !before.uid().equals(uid)) {
        delete(before);
      }
      return Optional.empty();
    } catch (KubernetesClientException e) {
      return Optional.of(Applier.refusal(e));
    }
  }

  private static String version(HasMetadata object) {
    return object.getMetadata().getResourceVersion();
  }

  /** Whether the hub's object is as we left it. */
  boolean isOwn(ObjectKey key, SyncSecret object) {
    Carried known = carried.get(key);
    return known != null && known.hubVersion().equals(version(object));
  }

  boolean has(ObjectKey key) {
    return carried.containsKey(key);
  }

  /** Takes a Secret that nobody needs any more out of the hub. */
  synchronized void release(ObjectKey key, Predicate<ObjectKey> needed) {
    Carried before = needed.test(key) ? null : carried.remove(key);
    if (before != null) {
      delete(before);
    }
  }

  private void delete(Carried gone) {
    hub.get(hubNamespace, gone.uid())
        .ifPresent(object -> HubFailure.run(() -> toHub.delete(object)));
  }
}
