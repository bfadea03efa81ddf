package io.k8c.kubelb.ccm.source;

import io.fabric8.kubernetes.api.model.Secret;
import io.k8c.kubelb.api.SyncSecret;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** What goes to the hub of a Secret: the parts of a certificate and nothing else. */
public final class SyncSecretDraft {
  /** The only type of Secret that is carried. */
  public static final String TYPE = "kubernetes.io/tls";

  private static final List<String> KEYS = List.of("tls.crt", "tls.key", "ca.crt");

  private SyncSecretDraft() {}

  /**
   * The hub's object for a Secret.
   *
   * @param hubNamespace of the tenant
   */
  public static SyncSecret of(Secret secret, String hubNamespace) {
    Map<String, String> data = new TreeMap<>();
    Map<String, String> all = Objects.requireNonNullElse(secret.getData(), Map.of());
    KEYS.stream().filter(all::containsKey).forEach(key -> data.put(key, all.get(key)));
    SyncSecret synced = new SyncSecret();
    synced.setMetadata(
        Origin.ofSecret(
                secret.getMetadata().getUid(),
                hubNamespace,
                secret.getMetadata().getNamespace(),
                secret.getMetadata().getName())
            .build());
    synced.setType(TYPE);
    synced.setData(data);
    return synced;
  }
}
