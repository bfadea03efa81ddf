package io.k8c.kubelb.manager.reconcile;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.k8c.kubelb.api.Wire;
import io.k8c.kubelb.xds.identity.Authority;
import io.k8c.kubelb.xds.identity.Credential;
import io.k8c.kubelb.xds.identity.Pem;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The authority of this hub, kept in a Secret of the manager's namespace. Managers that start
 * together end with one: whose Secret is created first wins, the others read it.
 */
public final class Authorities {
  /** Name of the Secret. */
  public static final String SECRET = "kubelb-xds-authority";

  private Authorities() {}

  /**
   * The authority of the hub, made where there is none.
   *
   * @throws IllegalStateException where the Secret holds something else; the message says what to
   *     do
   */
  public static Authority ofHub(KubernetesClient client, String namespace, Clock clock) {
    Secret stored = client.secrets().inNamespace(namespace).withName(SECRET).get();
    return stored == null ? create(client, namespace, clock) : read(stored);
  }

  private static Authority create(KubernetesClient client, String namespace, Clock clock) {
    Authority authority = Authority.create(clock.instant());
    try {
      return read(client.resource(secret(namespace, authority.credential())).create());
    } catch (KubernetesClientException e) {
      if (e.getCode() == HttpURLConnection.HTTP_CONFLICT) {
        return read(client.secrets().inNamespace(namespace).withName(SECRET).require());
      }
      throw e;
    }
  }

  private static Secret secret(String namespace, Credential credential) {
    return new SecretBuilder()
        .withNewMetadata()
        .withName(SECRET)
        .withNamespace(namespace)
        .addToLabels(Wire.LABEL_MANAGED_BY, Wire.MANAGED_BY)
        .endMetadata()
        .withType("kubernetes.io/tls")
        .withData(
            Map.of(
                "tls.crt", encoded(credential.certificatePem()),
                "tls.key", encoded(credential.keyPem())))
        .build();
  }

  private static String encoded(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static Authority read(Secret secret) {
    return credential(secret)
        .map(Authority::new)
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "Secret "
                        + secret.getMetadata().getNamespace()
                        + "/"
                        + SECRET
                        + " does not hold a certificate in tls.crt and its key in tls.key; delete it"
                        + " and restart the manager to have a new one, proxies follow on their own"));
  }

  /** The credential that a Secret of type TLS holds. */
  static Optional<Credential> credential(Secret secret) {
    try {
      return Optional.of(Pem.credential(value(secret, "tls.crt"), value(secret, "tls.key")));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static String value(Secret secret, String key) {
    String encoded = secret.getData() == null ? null : secret.getData().get(key);
    if (encoded == null) {
      throw new IllegalArgumentException("no " + key);
    }
    return new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
  }

  /** What the order to drain the proxies of a namespace must carry; only this hub can make it. */
  static String drainToken(Authority authority, String namespace) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(authority.credential().key().getEncoded(), "HmacSHA256"));
      byte[] digest = mac.doFinal(("drain " + namespace).getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 16);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
