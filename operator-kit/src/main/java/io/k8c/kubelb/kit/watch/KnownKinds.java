package io.k8c.kubelb.kit.watch;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceList;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.MixedOperation;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.k8c.kubelb.kit.WatchedKind;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Those of some kinds that a cluster has now, each with its objects. */
public final class KnownKinds<K extends Enum<K> & WatchedKind> implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(KnownKinds.class);
  private static final int LOOK_MILLIS = 20;
  private final KubernetesClient client;
  private final Class<K> type;
  private final ServedKinds<K> servedKinds;
  private final Listener<K> listener;
  private final Map<K, Known> known = new ConcurrentHashMap<>();

  /** Told of every change of an object. */
  @FunctionalInterface
  public interface Listener<K> {
    /** Before is null where the object is new, after where it is gone. */
    void changed(
        K kind,
        @Nullable GenericKubernetesResource before,
        @Nullable GenericKubernetesResource after);
  }

  private record Known(String version, Cached<GenericKubernetesResource> objects) {}

  public KnownKinds(KubernetesClient client, Class<K> type, Listener<K> listener) {
    this.client = client;
    this.type = type;
    this.servedKinds = new ServedKinds<>(client, type);
    this.listener = listener;
  }

  /**
   * Finds out what there is; returns once all objects of new kinds are read.
   *
   * @return whether other kinds are there than before
   */
  public boolean look() throws InterruptedException {
    Map<K, String> served = servedKinds.look();
    boolean gone =
        known.entrySet().removeIf(each -> isGone(each.getValue(), served, each.getKey()));
    Map<K, Known> appeared = new EnumMap<>(type);
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
              appeared.keySet().stream().map(WatchedKind::kind).collect(Collectors.joining(",")))
          .log("kinds of layer 7 found");
    }
    return gone || !appeared.isEmpty();
  }

  private boolean isGone(Known known, Map<K, String> served, K kind) {
    boolean gone = !known.version().equals(served.get(kind));
    if (gone) {
      known.objects().close();
    }
    return gone;
  }

  private Known watch(K kind, String version) {
    var selection = selection(kind, version);
    var everywhere = kind.isNamespaced() ? selection.inAnyNamespace() : selection;
    Cached<GenericKubernetesResource> objects =
        Cached.of(
            kind.kind(),
            kind.labels().isEmpty() ? everywhere : everywhere.withLabelSelector(kind.labels()));
    if (!kind.index().isEmpty()) {
      objects.indexed(kind.index());
    }
    objects.onChange((before, after) -> listener.changed(kind, before, after));
    objects.start();
    return new Known(version, objects);
  }

  private MixedOperation<
          GenericKubernetesResource,
          GenericKubernetesResourceList,
          Resource<GenericKubernetesResource>>
      selection(K kind, String version) {
    return client.genericKubernetesResources(
        new ResourceDefinitionContext.Builder()
            .withGroup(kind.group())
            .withVersion(version)
            .withKind(kind.kind())
            .withPlural(kind.plural())
            .withNamespaced(kind.isNamespaced())
            .build());
  }

  public boolean has(K kind) {
    return known.containsKey(kind);
  }

  /** In which version a kind is served; empty where it is not. */
  public Optional<String> version(K kind) {
    return Optional.ofNullable(known.get(kind)).map(Known::version);
  }

  /** An object by name; the namespace is empty for cluster-scoped kinds. */
  public Optional<GenericKubernetesResource> get(K kind, String namespace, String name) {
    return Optional.ofNullable(known.get(kind))
        .flatMap(each -> each.objects().get(namespace.isEmpty() ? null : namespace, name));
  }

  public List<GenericKubernetesResource> all(K kind) {
    Known each = known.get(kind);
    return each == null ? List.of() : each.objects().all();
  }

  public List<GenericKubernetesResource> inNamespace(K kind, String namespace) {
    Known each = known.get(kind);
    return each == null ? List.of() : each.objects().inNamespace(namespace);
  }

  /** The objects of a namespace with this value of the label that is the kind's index. */
  public List<GenericKubernetesResource> indexed(K kind, String namespace, String value) {
    Known each = known.get(kind);
    return each == null ? List.of() : each.objects().labelled(namespace, kind.index(), value);
  }

  /** Takes over what the API server answered to a write. */
  public GenericKubernetesResource wrote(K kind, GenericKubernetesResource object) {
    Known each = known.get(kind);
    return each == null ? object : each.objects().wrote(object);
  }

  /** Asks the API server itself: caches may be behind, or broken. */
  public Optional<GenericKubernetesResource> read(K kind, String namespace, String name) {
    return version(kind)
        .flatMap(
            version ->
                Optional.ofNullable(
                    selection(kind, version).inNamespace(namespace).withName(name).get()));
  }

  @Override
  public void close() {
    known.values().forEach(each -> each.objects().close());
  }
}
