package io.k8c.kubelb.kit.watch;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.dsl.Informable;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.fabric8.kubernetes.client.informers.cache.Cache;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All objects of one type in a cluster, or of one namespace or label of it, kept up to date by a
 * watch that goes on trying for ever. Readers share what it holds and must not change it.
 */
public final class Cached<T extends HasMetadata> implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Cached.class);

  /** A watch that goes on failing in the same way is told of once a minute. */
  private static final long QUIET_NANOS = 60_000_000_000L;

  private final Class<T> type;
  private final String kind;
  private final SharedIndexInformer<T> informer;
  private final OwnWrites<T> written;
  private final Map<String, Integer> told = new ConcurrentHashMap<>();
  private volatile boolean closed;
  private volatile String warned = "";
  private volatile long warnedNanos;

  private Cached(Class<T> type, String kind, SharedIndexInformer<T> informer) {
    this.type = type;
    this.kind = kind;
    this.informer = informer;
    this.written = new OwnWrites<>(informer.getIndexer()::getByKey, System::nanoTime);
    informer.exceptionHandler((started, failure) -> retry(failure));
    onChange(this::count);
    onChange(this::caughtUp);
  }

  /** Caches what the selection yields. */
  public static <T extends HasMetadata> Cached<T> of(Class<T> type, Informable<T> selection) {
    return of(type, selection, UnaryOperator.identity());
  }

  /**
   * Caches what the selection yields, reduced to what its readers need.
   *
   * @param reduced may change and return the object it is given; name, namespace and version stay
   */
  public static <T extends HasMetadata> Cached<T> of(
      Class<T> type, Informable<T> selection, UnaryOperator<T> reduced) {
    return of(type, type.getSimpleName(), selection, reduced);
  }

  /** Caches objects of a kind that has no type of its own. */
  public static Cached<GenericKubernetesResource> of(
      String kind, Informable<GenericKubernetesResource> selection) {
    return of(GenericKubernetesResource.class, kind, selection, UnaryOperator.identity());
  }

  private static <T extends HasMetadata> Cached<T> of(
      Class<T> type, String kind, Informable<T> selection, UnaryOperator<T> reduced) {
    SharedIndexInformer<T> informer = selection.runnableInformer(0);
    informer.itemStore(new ReducedStore<>(reduced));
    return new Cached<>(type, kind, informer);
  }

  /** Lets objects be found by their value of a label; not after the start. */
  public Cached<T> indexed(String label) {
    informer.addIndexers(
        Map.of(
            label,
            object ->
                Optional.ofNullable(object.getMetadata().getLabels())
                    .map(labels -> labels.get(label))
                    .map(value -> List.of(labelKey(namespace(object), value)))
                    .orElse(List.of())));
    return this;
  }

  private static String labelKey(String namespace, String value) {
    return namespace + "/" + value;
  }

  private boolean retry(Throwable failure) {
    String text = String.valueOf(failure.getMessage());
    long now = System.nanoTime();
    boolean known = text.equals(warned) && now - warnedNanos < QUIET_NANOS;
    if (!closed && !known) {
      warned = text;
      warnedNanos = now;
      log.atWarn()
          .addKeyValue("type", kind)
          .addKeyValue("error", text)
          .log("watch failed, trying again");
    }
    return !closed;
  }

  /** Starts to list and watch; returns at once. */
  public void start() {
    var _ = informer.start();
  }

  /** Whether the first list is complete. */
  public boolean isSynced() {
    return informer.hasSynced();
  }

  /** Whether the watch is connected. */
  public boolean isWatching() {
    return informer.isWatching();
  }

  public Class<T> type() {
    return type;
  }

  /** Name of the kind, for people. */
  public String kind() {
    return kind;
  }

  /** An object by name; the namespace is null for cluster-scoped types. */
  public Optional<T> get(@Nullable String namespace, String name) {
    return written.newest(namespace == null ? name : namespace + "/" + name);
  }

  /** Whether the watch knows an object, whatever was written to it since. */
  public boolean watches(String namespace, String name) {
    return informer.getIndexer().getByKey(namespace + "/" + name) != null;
  }

  /**
   * Takes over what the API server answered to a write, so that {@link #get} does not fall behind
   * it.
   */
  public T wrote(T object) {
    written.add(informer.getIndexer().getKey(object), object);
    return object;
  }

  private void caughtUp(@Nullable T before, @Nullable T after) {
    if (after != null) {
      written.seen(informer.getIndexer().getKey(after), after);
    } else if (before != null) {
      written.gone(informer.getIndexer().getKey(before), before);
    }
  }

  private void count(@Nullable T before, @Nullable T after) {
    if (before == null && after != null) {
      told.merge(namespace(after), 1, Integer::sum);
    } else if (before != null && after == null) {
      told.computeIfPresent(namespace(before), (_, count) -> count == 1 ? null : count - 1);
    }
  }

  private static String namespace(HasMetadata object) {
    return Objects.requireNonNullElse(object.getMetadata().getNamespace(), "");
  }

  /**
   * How many objects of a namespace listeners were told of, with the change that they are just told
   * of: of any number that come at once there is one that is the first, unlike in what is cached.
   */
  public int toldIn(String namespace) {
    return told.getOrDefault(namespace, 0);
  }

  /** Whether a namespace has an object, without a walk over all that it has. */
  public boolean hasAnyIn(String namespace) {
    return toldIn(namespace) > 0 || !inNamespace(namespace).isEmpty();
  }

  /** All objects of a namespace. */
  public List<T> inNamespace(String namespace) {
    return informer.getIndexer().byIndex(Cache.NAMESPACE_INDEX, namespace);
  }

  /** The objects of a namespace with a value of a label by which they are indexed. */
  public List<T> labelled(String namespace, String label, String value) {
    return informer.getIndexer().byIndex(label, labelKey(namespace, value));
  }

  /** All objects. */
  public List<T> all() {
    return informer.getIndexer().list();
  }

  /** Calls a listener with every change, one at a time and in order. */
  public void onChange(Listener<T> listener) {
    informer.addEventHandler(
        new ResourceEventHandler<>() {
          @Override
          public void onAdd(T object) {
            listener.changed(null, object);
          }

          @Override
          public void onUpdate(T before, T object) {
            listener.changed(before, object);
          }

          @Override
          public void onDelete(T object, boolean finalStateUnknown) {
            listener.changed(object, null);
          }
        });
  }

  @Override
  public void close() {
    closed = true;
    informer.stop();
  }

  /** Told of every change. */
  @FunctionalInterface
  public interface Listener<T> {
    /** Before is null where the object is new, after where it is gone. */
    void changed(@Nullable T before, @Nullable T after);
  }
}
