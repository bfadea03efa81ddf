package io.k8c.kubelb.manager.route;

import io.k8c.kubelb.api.RouteFacts;
import io.k8c.kubelb.api.SyncSecret;
import io.k8c.kubelb.manager.route.spec.Finding;
import io.k8c.kubelb.manager.route.spec.ObjectName;
import io.k8c.kubelb.manager.route.spec.ObjectRef;
import io.k8c.kubelb.xds.identity.TlsMaterial;
import io.k8c.kubelb.xds.model.Certificate;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Function;

/** The certificates that references to Secrets lead to. */
public final class Certificates {
  /** Where a reference into another namespace is not granted. */
  public static final String NOT_PERMITTED = "RefNotPermitted";

  private final Function<String, Optional<SyncSecret>> secrets;

  /**
   * Those that a tenant has carried to the hub.
   *
   * @param secrets by name
   */
  public Certificates(Function<String, Optional<SyncSecret>> secrets) {
    this.secrets = secrets;
  }

  /** A certificate, or why there is none. */
  public record Found(Optional<Certificate> certificate, Optional<Finding> problem) {
    static Found not(String reason, String message) {
      return new Found(Optional.empty(), Optional.of(new Finding(reason, message)));
    }
  }

  /**
   * Looks one up.
   *
   * @param invalid the word for whatever is wrong but a missing grant
   */
  public Found find(ParsedSource owner, ObjectRef reference, String invalid) {
    ObjectName name = reference.target(owner.self().namespace());
    if (!reference.group().isEmpty() || !reference.kind().equals("Secret")) {
      return Found.not(
          invalid, "certificates are not taken from kind " + reference.kind() + "; use a Secret");
    }
    Optional<RouteFacts.Reference> fact = owner.reference(name);
    boolean own = name.namespace().equals(owner.self().namespace());
    if (!fact.map(RouteFacts.Reference::granted).orElse(own)) {
      return Found.not(
          NOT_PERMITTED, fact.map(RouteFacts.Reference::problem).orElse(name.notGranted()));
    }
    Optional<RouteFacts.Reference> found = fact.filter(RouteFacts.Reference::found);
    if (found.isEmpty()) {
      return Found.not(
          invalid, fact.map(RouteFacts.Reference::problem).orElseGet(() -> owner.missing(name)));
    }
    return Optional.ofNullable(found.get().syncSecret())
        .flatMap(secrets)
        .map(secret -> certificate(name, secret, invalid))
        .orElseGet(
            () ->
                Found.not(invalid, name + " is not in the hub; make it of type kubernetes.io/tls"));
  }

  private static Found certificate(ObjectName name, SyncSecret secret, String invalid) {
    return switch (MaterialMemory.pair(text(secret, "tls.crt"), text(secret, "tls.key"))) {
      case TlsMaterial.Unusable unusable ->
          Found.not(
              invalid,
              name
                  + " cannot be used: "
                  + unusable.problem()
                  + "; put a certificate and its key there");
      case TlsMaterial.Usable usable ->
          new Found(
              Optional.of(
                  new Certificate(
                      "secret/" + secret.getMetadata().getName(),
                      usable.certificatesPem(),
                      usable.keyPem())),
              Optional.empty());
    };
  }

  static String text(SyncSecret secret, String key) {
    String plain = secret.getStringData().get(key);
    if (plain != null) {
      return plain;
    }
    try {
      byte[] bytes = Base64.getMimeDecoder().decode(secret.getData().getOrDefault(key, ""));
      return new String(bytes, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return "";
    }
  }
}
