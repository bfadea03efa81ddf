package io.k8c.kubelb.kit.watch;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What the API server answered to writes, until the watch brings it. The watch may be faster than
 * the answer, even with the deletion: nothing is kept for longer than a watch lags behind.
 */
final class OwnWrites<T extends HasMetadata> {
  private static final long LONGEST_LAG_NANOS = 10_000_000_000L;

  private final Function<String, @Nullable T> watched;
  private final LongSupplier nanos;
  private final Map<String, Written<T>> written = new ConcurrentHashMap<>();
  private final Map<String, Written<T>> gone = new ConcurrentHashMap<>();

  /**
   * @param watched what the watch has brought so far, by key
   */
  OwnWrites(Function<String, @Nullable T> watched, LongSupplier nanos) {
    this.watched = watched;
    this.nanos = nanos;
  }

  void add(String key, T object) {
    written.values().removeIf(this::isOld);
    // Who finds nothing to write tells of the same object again, which makes it no younger.
    written.merge(
        key,
        new Written<>(object, nanos.getAsLong()),
        (last, next) -> next.isSeenIn(last.object()) ? last : next);
    // What the watch has brought already is not brought again.
    seen(key, watched.apply(key));
    Optional.ofNullable(gone.get(key)).ifPresent(last -> seen(key, last.object()));
  }

  /** The watch brought the deletion of the object, with its last state. */
  void gone(String key, T last) {
    gone.values().removeIf(this::isOld);
    gone.put(key, new Written<>(last, nanos.getAsLong()));
    seen(key, last);
  }

  /** The watch brought a state of the object. */
  void seen(String key, @Nullable T state) {
    written.computeIfPresent(key, (_, own) -> own.isSeenIn(state) ? null : own);
  }

  /** The newer of what was written and what the watch has brought. */
  Optional<T> newest(String key) {
    // In this order: what is not here any more, the watch has brought.
    Written<T> own = written.get(key);
    T state = watched.apply(key);
    return own == null || isOld(own) || own.isSeenIn(state)
        ? Optional.ofNullable(state)
        : Optional.of(own.object());
  }

  int size() {
    return written.size();
  }

  private boolean isOld(Written<T> own) {
    return nanos.getAsLong() - own.nanos() > LONGEST_LAG_NANOS;
  }

  private record Written<T extends HasMetadata>(T object, long nanos) {
    boolean isSeenIn(@Nullable T state) {
      return state != null && Fresh.version(state) >= Fresh.version(object);
    }
  }
}
