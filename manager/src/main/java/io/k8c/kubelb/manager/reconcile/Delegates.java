package io.k8c.kubelb.manager.reconcile;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.k8c.kubelb.api.Reason;
import io.k8c.kubelb.api.Route;
import io.k8c.kubelb.api.Wire;
import io.k8c.kubelb.kit.apply.Applier;
import io.k8c.kubelb.kit.watch.Cached;
import io.k8c.kubelb.manager.feed.HubCaches;
import io.k8c.kubelb.manager.feed.HubKinds;
import io.k8c.kubelb.manager.route.delegate.HubKind;
import io.k8c.kubelb.manager.route.spec.Finding;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Writes the objects by which other controllers of the hub serve a Route, and removes them. */
public final class Delegates {
  private final KubernetesClient client;
  private final HubCaches caches;
  private final HubKinds kinds;
  private final Writing writing;

  public Delegates(KubernetesClient client, HubCaches caches, HubKinds kinds, Writing writing) {
    this.client = client;
    this.caches = caches;
    this.kinds = kinds;
    this.writing = writing;
  }

  /**
   * Makes the hub hold these objects for a Route and no others.
   *
   * @return what keeps it from holding all of them
   */
  Optional<Finding> provide(Route owner, List<HasMetadata> wanted) {
    List<String> problems = new ArrayList<>();
    Set<String> kept = new HashSet<>();
    for (HasMetadata object : wanted) {
      kept.add(key(object));
      try {
        write(owner, object).ifPresent(problems::add);
      } catch (KubernetesClientException e) {
        problems.add(
            "the hub's API server refused "
                + named(object)
                + ": "
                + Applier.refusal(e)
                + "; ask the hub's administrator to let it in");
      }
    }
    remaining(owner.getMetadata().getNamespace(), owner.getMetadata().getName())
        .filter(object -> !kept.contains(key(object)))
        .forEach(writing.applier()::delete);
    return problems.stream()
        .findFirst()
        .map(
            problem ->
                new Finding(
                    Reason.HUB_REFUSED.word(),
                    problems.size() == 1
                        ? problem
                        : problem + " (" + problems.size() + " objects are missing)"));
  }

  /** Removes whatever stands for a Route. */
  void remove(String namespace, String route) {
    remaining(namespace, route).forEach(writing.applier()::delete);
  }

  private Optional<String> write(Route owner, HasMetadata wanted) {
    HasMetadata desired = client.getKubernetesSerialization().clone(wanted);
    if (desired.getMetadata().getOwnerReferences().isEmpty()) {
      desired.getMetadata().setOwnerReferences(List.of(owner(owner)));
    }
    HasMetadata actual = known(desired);
    if (actual == null) {
      // The caches hold what is ours; what has this name may be another's.
      actual = client.resource(desired).get();
    }
    if (actual != null && !isOurs(actual, desired)) {
      return Optional.of(
          "the hub does not take "
              + named(desired)
              + ": an object of this name is there already; use another name, or ask the hub's"
              + " administrator to remove it");
    }
    wrote(writing.applier().apply(desired, actual));
    return Optional.empty();
  }

  private boolean isOurs(HasMetadata actual, HasMetadata desired) {
    Map<String, String> labels =
        Objects.requireNonNullElse(actual.getMetadata().getLabels(), Map.of());
    return Wire.MANAGED_BY.equals(labels.get(Wire.LABEL_MANAGED_BY))
        && (HubKinds.route(actual).equals(HubKinds.route(desired)) || isLeft(actual));
  }

  /** Where a tenant makes an object of a name anew, what stood for the one before may be there. */
  private boolean isLeft(HasMetadata object) {
    return HubKinds.route(object)
        .filter(name -> !caches.routes().watches(object.getMetadata().getNamespace(), name))
        .isPresent();
  }

  private static OwnerReference owner(Route route) {
    return new OwnerReferenceBuilder()
        .withApiVersion(Wire.API_VERSION)
        .withKind("Route")
        .withName(route.getMetadata().getName())
        .withUid(route.getMetadata().getUid())
        .withController(true)
        .build();
  }

  private @Nullable HasMetadata known(HasMetadata object) {
    String namespace = object.getMetadata().getNamespace();
    String name = object.getMetadata().getName();
    Optional<? extends HasMetadata> found =
        switch (object) {
          case Service _ -> caches.services().get(namespace, name);
          case EndpointSlice _ -> caches.slices().get(namespace, name);
          case ConfigMap _ -> caches.configMaps().get(namespace, name);
          case GenericKubernetesResource generic ->
              kind(generic).flatMap(kind -> kinds.get(kind, namespace, name));
          default -> Optional.empty();
        };
    return found.orElse(null);
  }

  private static Optional<HubKind> kind(GenericKubernetesResource object) {
    String version = object.getApiVersion();
    return HubKind.of(version.substring(0, Math.max(0, version.indexOf('/'))), object.getKind());
  }

  private void wrote(HasMetadata object) {
    switch (object) {
      case Service service -> caches.services().wrote(service);
      case EndpointSlice slice -> caches.slices().wrote(slice);
      case ConfigMap map -> caches.configMaps().wrote(map);
      case GenericKubernetesResource generic -> kinds.wrote(generic);
      case Secret _ -> {}
      default -> throw new IllegalArgumentException(object.getKind());
    }
  }

  private Stream<? extends HasMetadata> remaining(String namespace, String route) {
    Stream<HasMetadata> core =
        Stream.<Cached<? extends HasMetadata>>of(
                caches.services(), caches.slices(), caches.configMaps())
            .flatMap(cache -> cache.labelled(namespace, Wire.LABEL_DELEGATE, route).stream());
    Stream<HasMetadata> others =
        Stream.of(HubKind.values()).flatMap(kind -> kinds.of(kind, namespace, route).stream());
    return Stream.concat(core, others).filter(object -> !object.isMarkedForDeletion());
  }

  private static String key(HasMetadata object) {
    return object.getKind() + "/" + object.getMetadata().getName();
  }

  private static String named(HasMetadata object) {
    return object.getKind() + " " + object.getMetadata().getName();
  }
}
