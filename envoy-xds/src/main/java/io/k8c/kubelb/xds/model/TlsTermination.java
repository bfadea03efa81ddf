package io.k8c.kubelb.xds.model;

import java.util.List;
import java.util.Optional;

/**
 * How a filter chain speaks TLS to clients.
 *
 * @param certificates names of {@link Certificate}s, the first of which is the default one
 * @param clients left out where clients are not asked for certificates
 */
public record TlsTermination(List<String> certificates, Optional<ClientValidation> clients) {
  public TlsTermination {
    certificates = List.copyOf(certificates);
  }

  /**
   * Which client certificates are taken.
   *
   * @param authorities PEM text of the CA certificates
   * @param optional whether clients without a valid certificate are let in too
   */
  public record ClientValidation(String authorities, boolean optional) {}
}
