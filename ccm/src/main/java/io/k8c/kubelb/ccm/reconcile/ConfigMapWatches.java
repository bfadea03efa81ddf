package io.k8c.kubelb.ccm.reconcile;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.k8c.kubelb.ccm.source.ObjectKey;
import io.k8c.kubelb.kit.watch.Cached;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * The few ConfigMaps that somebody refers to, each by a watch of its own: all those of a cluster
 * may be far more than this process has memory for.
 */
final class ConfigMapWatches implements AutoCloseable {
  private static final int LOOK_MILLIS = 5;
  private static final int LONGEST_MILLIS = 2000;

  private final KubernetesClient tenant;
  private final Consumer<ObjectKey> changed;
  private final Map<ObjectKey, Cached<ConfigMap>> watches = new ConcurrentHashMap<>();

  /**
   * @param changed is told of a ConfigMap that is another than before
   */
  ConfigMapWatches(KubernetesClient tenant, Consumer<ObjectKey> changed) {
    this.tenant = tenant;
    this.changed = changed;
  }

  /** A ConfigMap, which is watched from now on. */
  Optional<ConfigMap> get(ObjectKey key) {
    Cached<ConfigMap> watch = watches.computeIfAbsent(key, this::watch);
    // Who comes before the first answer would take the ConfigMap for missing.
    for (int waited = 0; !watch.isSynced() && waited < LONGEST_MILLIS; waited += LOOK_MILLIS) {
      try {
        Thread.sleep(LOOK_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return Optional.empty();
      }
    }
    return watch.get(key.namespace(), key.name());
  }

  private Cached<ConfigMap> watch(ObjectKey key) {
    Cached<ConfigMap> watch =
        Cached.of(
            ConfigMap.class, tenant.configMaps().inNamespace(key.namespace()).withName(key.name()));
    watch.onChange((_, _) -> changed.accept(key));
    watch.start();
    return watch;
  }

  /** Ends the watch of a ConfigMap that nobody refers to any more. */
  void release(ObjectKey key, Predicate<ObjectKey> referred) {
    var _ =
        watches.computeIfPresent(
            key,
            (_, watch) -> {
              if (referred.test(key)) {
                return watch;
              }
              watch.close();
              return null;
            });
  }

  @Override
  public void close() {
    watches.values().forEach(Cached::close);
  }
}
