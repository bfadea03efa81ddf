package io.k8c.kubelb.ccm.source;

import io.fabric8.kubernetes.api.model.Secret;
import io.k8c.kubelb.api.SyncSecret;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** What goes to the hub of a Secret: the parts of a certificate and nothing else. */
public final class SyncSecretDraft {
  /** The type of Secrets that sources refer to. */
  public static final String TYPE = "kubernetes.io/tls";

  private static final String AUTHORITY = "ca.crt";
  private static final List<String> KEYS = List.of("tls.crt", "tls.key", AUTHORITY);
  private static final String OPAQUE = "Opaque";

  private SyncSecretDraft() {}

  /** Whether a Secret is a certificate, or holds one of an authority. */
  public static boolean isCarried(Secret secret) {
    return TYPE.equals(secret.getType())
        || (OPAQUE.equals(secret.getType())
            && secret.getData() != null
            && secret.getData().containsKey(AUTHORITY));
  }

  /**
   * The hub's object for a Secret that is carried.
   *
   * @param hubNamespace of the tenant
   */
  public static SyncSecret of(Secret secret, String hubNamespace) {
    Map<String, String> data = new TreeMap<>();
    Map<String, String> all = Objects.requireNonNullElse(secret.getData(), Map.of());
    boolean certificate = TYPE.equals(secret.getType());
    (certificate ? KEYS : List.of(AUTHORITY))
        .stream().filter(all::containsKey).forEach(key -> data.put(key, all.get(key)));
    SyncSecret synced = new SyncSecret();
    synced.setMetadata(
        Origin.ofSecret(
                secret.getMetadata().getUid(),
                hubNamespace,
                secret.getMetadata().getNamespace(),
                secret.getMetadata().getName())
            .build());
    synced.setType(certificate ? TYPE : OPAQUE);
    synced.setData(data);
    return synced;
  }
}
