package io.k8c.kubelb.xds.model;

import java.util.List;
import java.util.Optional;

/**
 * How an upstream is spoken to over TLS.
 *
 * @param hostname sent as SNI
 * @param authorities PEM text of the CA certificates; left out for those of the proxy's system
 * @param subjects one of which the certificate must be for; the hostname where empty
 * @param verified whether the certificate is looked at
 * @param certificate name of the {@link Certificate} that the proxy shows
 */
public record UpstreamTls(
    String hostname,
    Optional<String> authorities,
    List<Subject> subjects,
    boolean verified,
    Optional<String> certificate) {
  public UpstreamTls {
    subjects = List.copyOf(subjects);
  }

  /** A subject alternative name. */
  public sealed interface Subject {
    /** A DNS name; {@code *.} in front for one label. */
    record Dns(String name) implements Subject {}

    /** A URI. */
    record Uri(String uri) implements Subject {}
  }
}
