package io.k8c.kubelb.manager.route;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.k8c.kubelb.xds.identity.Authority;
import io.k8c.kubelb.xds.identity.Credential;
import io.k8c.kubelb.xds.model.ProxyId;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** A certificate with its key, as a Secret of a tenant. */
final class KeyPairs {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final Credential PAIR =
      Authority.create(NOW).proxy(new ProxyId("tenant-primary"), NOW, Duration.ofDays(1));
  private static final Credential RENEWED =
      Authority.create(NOW).proxy(new ProxyId("tenant-primary"), NOW, Duration.ofDays(1));

  private KeyPairs() {}

  static JsonNode secret(String name) {
    return new ObjectMapper()
        .valueToTree(
            Map.of(
                "apiVersion", "v1",
                "kind", "Secret",
                "metadata", Map.of("name", name),
                "type", "kubernetes.io/tls",
                "stringData", Map.of("tls.crt", "(certificate)", "tls.key", "(key)")));
  }

  static JsonNode authorities(String name) {
    return new ObjectMapper()
        .valueToTree(
            Map.of(
                "apiVersion",
                "v1",
                "kind",
                "ConfigMap",
                "metadata",
                Map.of("name", name),
                "data",
                Map.of("ca.crt", "(certificate)")));
  }

  /** A text of a manifest, in which a word may stand for what nobody wants to read. */
  static String text(String written) {
    return switch (written) {
      case "(certificate)" -> PAIR.certificatePem();
      case "(key)" -> PAIR.keyPem();
      case "(renewed certificate)" -> RENEWED.certificatePem();
      case "(renewed key)" -> RENEWED.keyPem();
      default -> written;
    };
  }
}
