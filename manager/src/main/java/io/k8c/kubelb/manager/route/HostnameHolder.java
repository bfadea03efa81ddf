package io.k8c.kubelb.manager.route;

import io.k8c.kubelb.api.HostnameClaim;
import io.k8c.kubelb.manager.route.spec.Hostname;

/**
 * A tenant that has a hostname where several tenants are served.
 *
 * @param gateway UID of a Gateway of the hub, or what stands for a class of Ingresses
 * @param tenant namespace of the tenant
 */
public record HostnameHolder(String gateway, Hostname hostname, String tenant) {

  /** What a claim says. */
  public static HostnameHolder of(HostnameClaim claim) {
    return new HostnameHolder(
        String.valueOf(claim.getSpec().address()),
        Hostname.parse(claim.getSpec().hostname()).orElse(Hostname.ANY),
        claim.getSpec().tenant());
  }

  /** Whether another tenant has some of the names. */
  public boolean isAgainst(HostnameHolder other) {
    return !tenant.equals(other.tenant) && overlaps(other);
  }

  /** Whether some requests would be for both. */
  public boolean overlaps(HostnameHolder other) {
    return gateway.equals(other.gateway) && hostname.intersection(other.hostname).isPresent();
  }
}
