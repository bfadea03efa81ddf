package io.k8c.kubelb.ccm.reconcile;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.k8c.kubelb.api.Route;
import io.k8c.kubelb.api.SyncSecret;
import io.k8c.kubelb.ccm.source.ObjectKey;
import io.k8c.kubelb.ccm.source.Origin;
import io.k8c.kubelb.ccm.source.ServiceSource;
import io.k8c.kubelb.ccm.source.SourceObject;
import io.k8c.kubelb.ccm.source.TenantKind;
import io.k8c.kubelb.ccm.source.TwinPlan;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which change leads to work on which objects. What changes nothing for anyone wakes nobody. */
final class Wakes {
  private final Consumer<ObjectKey> wake;
  private final Consumer<ObjectKey> wakeBehind;
  private volatile @Nullable Parts parts;

  private record Parts(References references, SourceReconciler sources, LocalEndpoints local) {}

  /**
   * @param wakeBehind for work that may wait while there is other work
   */
  Wakes(Consumer<ObjectKey> wake, Consumer<ObjectKey> wakeBehind) {
    this.wake = wake;
    this.wakeBehind = wakeBehind;
  }

  /** Begins to listen; changes before were seen by nobody. */
  void listen(
      Layer7Caches caches, LocalEndpoints local, References references, SourceReconciler sources) {
    parts = new Parts(references, sources, local);
    caches.routes().onChange(this::routeChanged);
    caches.syncSecrets().onChange(this::certificateChanged);
    caches.services().onChange(this::serviceChanged);
    caches.slices().onChange(this::sliceChanged);
    caches.nodes().onChange(this::nodeChanged);
    caches.secrets().onChange(this::secretChanged);
    caches.labelledSecrets().onChange((before, after) -> wake.accept(key(any(before, after))));
    caches.namespaces().onChange(this::namespaceChanged);
  }

  private Parts parts() {
    return Objects.requireNonNull(parts);
  }

  private void changed(ObjectKey key) {
    parts().references().changed(key);
  }

  private static <T> T any(@Nullable T before, @Nullable T after) {
    return after != null ? after : Objects.requireNonNull(before);
  }

  private static boolean isSameObject(@Nullable HasMetadata before, @Nullable HasMetadata after) {
    return before != null
        && after != null
        && before.getMetadata().getUid().equals(after.getMetadata().getUid());
  }

  void kindChanged(
      TenantKind kind,
      @Nullable GenericKubernetesResource before,
      @Nullable GenericKubernetesResource after) {
    SourceObject object = SourceObject.of(kind, any(before, after));
    if (kind == TenantKind.GATEWAY_CLASS
        || (kind.isSource() && (after == null || !parts().sources().isOwn(after)))) {
      wake.accept(object.key());
    }
    boolean isSame =
        isSameObject(before, after)
            && looksAlike(
                SourceObject.of(kind, any(before, after)),
                SourceObject.of(kind, any(after, before)));
    boolean isReferredTo = kind.isParent() || !kind.isSource();
    if (isReferredTo && !isSame) {
      Stream.of(before, after)
          .filter(Objects::nonNull)
          .flatMap(each -> subjects(SourceObject.of(kind, each)))
          .distinct()
          .forEach(this::changed);
    }
  }

  /** Whether those who refer to an object see no difference. */
  private static boolean looksAlike(SourceObject then, SourceObject now) {
    return switch (now.kind()) {
      case GATEWAY ->
          then.spec().path("gatewayClassName").equals(now.spec().path("gatewayClassName"));
      case INGRESS_CLASS ->
          then.spec().equals(now.spec())
              && Objects.equals(then.metadata().getAnnotations(), now.metadata().getAnnotations());
      case LISTENER_SET -> then.spec().path("parentRef").equals(now.spec().path("parentRef"));
      default -> then.spec().equals(now.spec());
    };
  }

  /** What sources look at when they look for an object. */
  private static Stream<ObjectKey> subjects(SourceObject object) {
    return switch (object.kind()) {
      case REFERENCE_GRANT -> Stream.of(ObjectKey.grants(object.namespace()));
      case INGRESS_CLASS -> Stream.of(ObjectKey.ingressClasses());
      default -> Stream.of(object.key());
    };
  }

  /**
   * Where there is much to do, what sources ask for goes before what is said of them; people look
   * at parents first.
   */
  private void routeChanged(@Nullable Route before, @Nullable Route after) {
    if (after == null || !parts().sources().isOwn(after)) {
      Origin.of(any(before, after))
          .ifPresent(key -> (isParent(key) ? wake : wakeBehind).accept(key));
    }
  }

  private static boolean isParent(ObjectKey key) {
    return TenantKind.of(key).filter(TenantKind::isParent).isPresent();
  }

  private void certificateChanged(@Nullable SyncSecret before, @Nullable SyncSecret after) {
    Origin.of(any(before, after))
        .filter(key -> after == null || !parts().references().isOwn(key, after))
        .ifPresent(wake);
  }

  private void serviceChanged(@Nullable Service before, @Nullable Service after) {
    Service service = any(before, after);
    ObjectKey original = Twins.original(service);
    if (TwinPlan.isTwin(service) || parts().references().isUsed(original)) {
      wake.accept(original);
    }
    if (!isSameObject(before, after)
        || !any(before, after).getSpec().equals(any(after, before).getSpec())) {
      changed(Twins.key(service));
    }
  }

  /** Of most Services it is none of our business where their pods are. */
  private void sliceChanged(@Nullable EndpointSlice before, @Nullable EndpointSlice after) {
    EndpointSlice slice = any(before, after);
    parts().references().mirrored(slice).ifPresent(wake);
    if (!nodes(before).equals(nodes(after))) {
      parts()
          .references()
          .used(slice)
          .filter(ServiceSource::isLocal)
          .map(Twins::key)
          .ifPresent(wake);
    }
  }

  private static Set<String> nodes(@Nullable EndpointSlice slice) {
    return slice == null ? Set.of() : LocalEndpoints.nodes(slice);
  }

  /** All nodes are told of by another object; this is about Services that not all of them offer. */
  private void nodeChanged(@Nullable Node before, @Nullable Node after) {
    LocalEndpoints local = parts().local();
    if (before == null || after == null || local.matters(before, after)) {
      parts()
          .references()
          .used()
          .filter(
              service ->
                  Stream.concat(Stream.ofNullable(before), Stream.ofNullable(after))
                      .anyMatch(node -> local.isConcerned(service, node)))
          .map(Twins::key)
          .forEach(wake);
    }
  }

  static ObjectKey key(HasMetadata secret) {
    return ObjectKey.secret(secret.getMetadata().getNamespace(), secret.getMetadata().getName());
  }

  private void secretChanged(@Nullable HasMetadata before, @Nullable HasMetadata after) {
    HasMetadata secret = any(before, after);
    ObjectKey key = key(secret);
    // One that its label brought to the hub is in two caches, and either may be the later one.
    if (parts().references().isUsed(key) || parts().references().isCarried(key)) {
      wake.accept(key);
    }
    if (!isSameObject(before, after)) {
      changed(key);
    }
  }

  private void namespaceChanged(@Nullable HasMetadata before, @Nullable HasMetadata after) {
    if (before == null
        || after == null
        || !Objects.equals(before.getMetadata().getLabels(), after.getMetadata().getLabels())) {
      changed(ObjectKey.namespace(any(before, after).getMetadata().getName()));
    }
  }

  void configMapChanged(ObjectKey key) {
    changed(key);
  }
}
