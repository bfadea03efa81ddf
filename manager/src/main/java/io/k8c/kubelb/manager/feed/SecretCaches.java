package io.k8c.kubelb.manager.feed;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.k8c.kubelb.api.SyncSecret;
import io.k8c.kubelb.kit.watch.Cached;
import io.k8c.kubelb.manager.route.ListenerSecrets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Certificates in those namespaces of the hub whose Secrets we may read, and nothing else of it.
 */
public final class SecretCaches implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(SecretCaches.class);
  private static final List<String> KEYS = List.of("tls.crt", "tls.key");
  private static final String TYPE = "kubernetes.io/tls";
  private static final int LOOK_MILLIS = 20;

  /** Tenants are served without these too. */
  private static final int LOOKS = 250;

  private final Map<String, Cached<Secret>> caches;

  private SecretCaches(Map<String, Cached<Secret>> caches) {
    this.caches = caches;
  }

  /** Caches of these namespaces. */
  public static SecretCaches of(KubernetesClient client, Set<String> namespaces) {
    Map<String, Cached<Secret>> caches = new TreeMap<>();
    namespaces.forEach(
        namespace ->
            caches.put(
                namespace,
                Cached.of(
                    Secret.class,
                    client.secrets().inNamespace(namespace).withField("type", TYPE),
                    SecretCaches::reduced)));
    return new SecretCaches(caches);
  }

  private static Secret reduced(Secret secret) {
    secret.setMetadata(
        new ObjectMetaBuilder()
            .withName(secret.getMetadata().getName())
            .withNamespace(secret.getMetadata().getNamespace())
            .withUid(secret.getMetadata().getUid())
            .withResourceVersion(secret.getMetadata().getResourceVersion())
            .build());
    Map<String, String> data =
        new HashMap<>(Objects.requireNonNullElse(secret.getData(), Map.of()));
    data.keySet().retainAll(KEYS);
    secret.setData(data);
    return secret;
  }

  void onChange(Runnable listener) {
    caches.values().forEach(cache -> cache.onChange((_, _) -> listener.run()));
  }

  /** Reads what there is; a namespace that cannot be read is not waited for for long. */
  void complete() throws InterruptedException {
    caches.values().forEach(Cached::start);
    for (int looks = 0; looks < LOOKS && !unsynced().isEmpty(); looks++) {
      Thread.sleep(LOOK_MILLIS);
    }
    if (!unsynced().isEmpty()) {
      log.atWarn()
          .addKeyValue("namespaces", unsynced())
          .log("Secrets for the hub's own Gateways cannot be read yet");
    }
  }

  private List<String> unsynced() {
    return caches.entrySet().stream()
        .filter(entry -> !entry.getValue().isSynced())
        .map(Map.Entry::getKey)
        .toList();
  }

  /** What Gateways may show now. */
  ListenerSecrets readable(List<GenericKubernetesResource> grants) {
    Map<String, SyncSecret> secrets = new HashMap<>();
    caches.forEach(
        (namespace, cache) ->
            cache
                .all()
                .forEach(
                    secret -> {
                      String key = ListenerSecrets.key(namespace, secret.getMetadata().getName());
                      secrets.put(key, carried(key, secret));
                    }));
    return new ListenerSecrets(caches.keySet(), secrets, grants);
  }

  private static SyncSecret carried(String key, Secret secret) {
    SyncSecret carried = new SyncSecret();
    carried.setMetadata(new ObjectMetaBuilder().withName(key).build());
    carried.setType(TYPE);
    carried.setData(secret.getData());
    return carried;
  }

  @Override
  public void close() {
    caches.values().forEach(Cached::close);
  }
}
