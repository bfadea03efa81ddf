package io.k8c.kubelb.ccm.reconcile;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceList;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.MixedOperation;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.k8c.kubelb.ccm.source.ObjectKey;
import io.k8c.kubelb.ccm.source.TenantKind;
import io.k8c.kubelb.kit.apply.Applier;
import io.k8c.kubelb.kit.watch.Cached;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The kinds of layer 7 that the tenant cluster has now, each with its objects. */
final class KnownKinds implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(KnownKinds.class);
  private static final int LOOK_MILLIS = 20;
  private final KubernetesClient tenant;
  private final ServedKinds servedKinds;
  private final Listener listener;
  private final Map<TenantKind, Known> known = new ConcurrentHashMap<>();

  /** Told of every change of an object. */
  @FunctionalInterface
  interface Listener {
    void changed(
        TenantKind kind,
        @Nullable GenericKubernetesResource before,
        @Nullable GenericKubernetesResource after);
  }

  private record Known(String version, Cached<GenericKubernetesResource> objects) {}

  KnownKinds(KubernetesClient tenant, Listener listener) {
    this.tenant = tenant;
    this.servedKinds = new ServedKinds(tenant);
    this.listener = listener;
  }

  /**
   * Finds out what there is; returns once all objects of new kinds are read.
   *
   * @return whether there are new kinds
   */
  boolean look() throws InterruptedException {
    Map<TenantKind, String> served = servedKinds.look();
    known.forEach(
        (kind, each) -> {
          if (!each.version().equals(served.get(kind))) {
            known.remove(kind);
            each.objects().close();
          }
        });
    Map<TenantKind, Known> appeared = new EnumMap<>(TenantKind.class);
    served.forEach(
        (kind, version) -> {
          if (!known.containsKey(kind)) {
            appeared.put(kind, watch(kind, version));
          }
        });
    if (!appeared.isEmpty()) {
      while (!appeared.values().stream().allMatch(each -> each.objects().isSynced())) {
        Thread.sleep(LOOK_MILLIS);
      }
      known.putAll(appeared);
      // What was told of them before they were known meant nothing to anybody.
      appeared.forEach(
          (kind, each) ->
              each.objects().all().forEach(object -> listener.changed(kind, null, object)));
      log.atInfo()
          .addKeyValue(
              "kinds",
              appeared.keySet().stream().map(TenantKind::kind).collect(Collectors.joining(",")))
          .log("kinds of layer 7 found");
    }
    return !appeared.isEmpty();
  }

  private Known watch(TenantKind kind, String version) {
    var selection = selection(kind, version);
    Cached<GenericKubernetesResource> objects =
        Cached.of(kind.kind(), kind.isNamespaced() ? selection.inAnyNamespace() : selection);
    objects.onChange((before, after) -> listener.changed(kind, before, after));
    objects.start();
    return new Known(version, objects);
  }

  private MixedOperation<
          GenericKubernetesResource,
          GenericKubernetesResourceList,
          Resource<GenericKubernetesResource>>
      selection(TenantKind kind, String version) {
    return tenant.genericKubernetesResources(
        new ResourceDefinitionContext.Builder()
            .withGroup(kind.group())
            .withVersion(version)
            .withKind(kind.kind())
            .withPlural(kind.plural())
            .withNamespaced(kind.isNamespaced())
            .build());
  }

  boolean has(TenantKind kind) {
    return known.containsKey(kind);
  }

  Optional<GenericKubernetesResource> get(ObjectKey key) {
    return TenantKind.of(key)
        .map(known::get)
        .flatMap(
            each ->
                each.objects().get(key.namespace().isEmpty() ? null : key.namespace(), key.name()));
  }

  List<GenericKubernetesResource> all(TenantKind kind) {
    Known each = known.get(kind);
    return each == null ? List.of() : each.objects().all();
  }

  List<GenericKubernetesResource> inNamespace(TenantKind kind, String namespace) {
    Known each = known.get(kind);
    return each == null ? List.of() : each.objects().inNamespace(namespace);
  }

  /** Takes over what the API server answered to a write. */
  GenericKubernetesResource wrote(TenantKind kind, GenericKubernetesResource object) {
    Known each = known.get(kind);
    return each == null ? object : each.objects().wrote(object);
  }

  /** Writes a status; returns the object as it is then. */
  GenericKubernetesResource writeStatus(
      TenantKind kind, GenericKubernetesResource object, JsonNode status, Applier applier) {
    GenericKubernetesResource desired = new GenericKubernetesResource();
    desired.setApiVersion(object.getApiVersion());
    desired.setKind(object.getKind());
    desired.setMetadata(object.getMetadata());
    desired.setAdditionalProperty("status", status);
    return wrote(kind, applier.replaceStatus(desired));
  }

  /** Asks the API server itself: caches may be behind, or broken. */
  boolean exists(ObjectKey key, String uid) {
    Optional<TenantKind> kind = TenantKind.of(key);
    Known each = kind.map(known::get).orElse(null);
    if (each == null) {
      return false;
    }
    GenericKubernetesResource found =
        selection(kind.get(), each.version())
            .inNamespace(key.namespace())
            .withName(key.name())
            .get();
    return found != null && uid.equals(found.getMetadata().getUid());
  }

  @Override
  public void close() {
    known.values().forEach(each -> each.objects().close());
  }
}
