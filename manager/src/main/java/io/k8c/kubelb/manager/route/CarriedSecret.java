package io.k8c.kubelb.manager.route;

import io.k8c.kubelb.api.ConditionType;
import io.k8c.kubelb.api.Reason;
import io.k8c.kubelb.api.SyncSecret;
import io.k8c.kubelb.kit.Verdict;
import io.k8c.kubelb.xds.identity.TlsMaterial;

/**
 * What is said of a Secret that a tenant has carried to the hub. Nothing that it holds is named.
 */
public final class CarriedSecret {
  private static final String TLS = "kubernetes.io/tls";
  private static final String AUTHORITY = "Opaque";

  private CarriedSecret() {}

  /** Whether what it holds can be used, as listeners do: a certificate with its key, or a CA. */
  public static Verdict verdict(SyncSecret secret) {
    String type = String.valueOf(secret.getType());
    return switch (type) {
      case TLS ->
          of(
              MaterialMemory.pair(
                  Certificates.text(secret, "tls.crt"), Certificates.text(secret, "tls.key")));
      case AUTHORITY -> of(MaterialMemory.authorities(Certificates.text(secret, "ca.crt")));
      default -> no("type is " + type + "; use " + TLS + ", or " + AUTHORITY + " with key ca.crt");
    };
  }

  private static Verdict of(TlsMaterial material) {
    return switch (material) {
      case TlsMaterial.Usable _ ->
          Verdict.yes(ConditionType.SYNCED, Reason.SYNCED.word(), "can be used");
      case TlsMaterial.Unusable unusable -> no(unusable.problem() + "; renew the Secret");
    };
  }

  private static Verdict no(String message) {
    return Verdict.no(ConditionType.SYNCED, Reason.INVALID_VALUE.word(), message);
  }
}
