package io.k8c.kubelb.kit.watch;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.informers.cache.Cache;
import io.fabric8.kubernetes.client.informers.cache.ItemStore;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Keeps of every object only what is needed, so that a cache costs what it is worth. Others than
 * the watch that fills it may read it and be told of changes, so that a kind is watched once.
 */
public final class ReducedStore<T extends HasMetadata> implements ItemStore<T> {
  private final UnaryOperator<T> reduced;
  private final ConcurrentHashMap<String, T> items = new ConcurrentHashMap<>();
  private final OwnWrites<T> written = new OwnWrites<>(this::get, System::nanoTime);
  private final List<Cached.Listener<T>> listeners = new CopyOnWriteArrayList<>();

  public ReducedStore(UnaryOperator<T> reduced) {
    this.reduced = reduced;
  }

  /** Calls a listener with every change, one at a time and in order. */
  public void onChange(Cached.Listener<T> listener) {
    listeners.add(listener);
  }

  /** An object by name, not older than what was written. */
  public Optional<T> find(String namespace, String name) {
    return written.newest(namespace + "/" + name);
  }

  /** Takes over what the API server answered to a write. */
  public T wrote(T object) {
    written.add(getKey(object), object);
    return object;
  }

  @Override
  public String getKey(T object) {
    return Cache.metaNamespaceKeyFunc(object);
  }

  @Override
  public @Nullable T put(String key, T object) {
    T kept = reduced.apply(object);
    T before = items.put(key, kept);
    written.seen(key, kept);
    listeners.forEach(listener -> listener.changed(before, kept));
    return before;
  }

  @Override
  public @Nullable T remove(String key) {
    T before = items.remove(key);
    if (before != null) {
      written.seen(key, before);
      listeners.forEach(listener -> listener.changed(before, null));
    }
    return before;
  }

  @Override
  public Stream<String> keySet() {
    return items.keySet().stream();
  }

  @Override
  public Stream<T> values() {
    return items.values().stream();
  }

  @Override
  public @Nullable T get(String key) {
    return items.get(key);
  }

  @Override
  public int size() {
    return items.size();
  }

  @Override
  public boolean isFullState() {
    return true;
  }
}
