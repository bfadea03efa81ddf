package io.k8c.kubelb.manager.route;

import io.k8c.kubelb.manager.route.spec.Finding;
import io.k8c.kubelb.xds.model.UpstreamTls;
import java.util.Optional;

/**
 * Whether a port of a Service is spoken to over TLS.
 *
 * @param tls how
 * @param problem why it cannot be spoken to as its policy wants it
 */
record BackendTls(Optional<UpstreamTls> tls, Optional<Finding> problem) {
  static final BackendTls NONE = new BackendTls(Optional.empty(), Optional.empty());

  /**
   * By the policy in force.
   *
   * @param certificate name of the one that the Gateway shows
   */
  static BackendTls of(Policies.Entry entry, Optional<String> certificate) {
    if (entry.policy().problem().isPresent() || !entry.isAnchored()) {
      return new BackendTls(
          Optional.empty(),
          Optional.of(
              new Finding(
                  "InvalidBackendTLSPolicy",
                  "BackendTLSPolicy "
                      + entry.policy().name()
                      + " cannot be fulfilled: "
                      + entry
                          .policy()
                          .problem()
                          .orElse("no CA certificate of it can be used; see its status"))));
    }
    String authorities = entry.authorities().pem();
    return new BackendTls(
        Optional.of(
            new UpstreamTls(
                entry.policy().hostname(),
                authorities.isEmpty() ? Optional.empty() : Optional.of(authorities),
                entry.policy().subjects(),
                true,
                certificate)),
        Optional.empty());
  }

  /** The same, or another way where nothing is said. */
  BackendTls or(Optional<UpstreamTls> unsaid) {
    return tls.isEmpty() && problem.isEmpty() ? new BackendTls(unsaid, problem) : this;
  }
}
