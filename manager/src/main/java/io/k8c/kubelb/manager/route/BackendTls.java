package io.k8c.kubelb.manager.route;

import com.fasterxml.jackson.databind.JsonNode;
import io.k8c.kubelb.api.RouteFacts;
import io.k8c.kubelb.manager.route.spec.BackendTlsPolicy;
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
   * By the first policy that is for the port, or else for the whole Service.
   *
   * @param certificate name of the one that the Gateway shows
   */
  static BackendTls of(
      ParsedSource route,
      RouteFacts.Reference service,
      RouteFacts.Port port,
      Optional<String> certificate) {
    Optional<BackendTlsPolicy> whole = Optional.empty();
    for (JsonNode tree : service.policies()) {
      BackendTlsPolicy policy = BackendTlsPolicy.of(tree);
      String name = port.name();
      if (name != null && policy.isFor(service.name(), Optional.of(name))) {
        return of(route, policy, service.namespace(), certificate);
      }
      if (whole.isEmpty() && policy.isFor(service.name(), Optional.empty())) {
        whole = Optional.of(policy);
      }
    }
    return whole.map(policy -> of(route, policy, service.namespace(), certificate)).orElse(NONE);
  }

  /** The same, or another way where nothing is said. */
  BackendTls or(Optional<UpstreamTls> unsaid) {
    return tls.isEmpty() && problem.isEmpty() ? new BackendTls(unsaid, problem) : this;
  }

  private static BackendTls of(
      ParsedSource route, BackendTlsPolicy policy, String namespace, Optional<String> certificate) {
    Authorities authorities = Authorities.ofPolicy(route, policy, namespace);
    boolean anchored = policy.systemAuthorities() || !authorities.pem().isEmpty();
    if (policy.problem().isPresent() || !anchored) {
      return new BackendTls(
          Optional.empty(),
          Optional.of(
              new Finding(
                  "InvalidBackendTLSPolicy",
                  "BackendTLSPolicy "
                      + policy.name()
                      + " cannot be fulfilled: "
                      + policy.problem().orElse("no CA certificate of it can be used"))));
    }
    return new BackendTls(
        Optional.of(
            new UpstreamTls(
                policy.hostname(),
                authorities.pem().isEmpty() ? Optional.empty() : Optional.of(authorities.pem()),
                policy.subjects(),
                true,
                certificate)),
        Optional.empty());
  }
}
