package io.k8c.kubelb.manager.route;

import io.k8c.kubelb.api.HostnameClaim;
import io.k8c.kubelb.manager.route.spec.Hostname;

/**
 * A tenant that has a hostname on a Gateway of the hub.
 *
 * @param gateway its UID
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

  /** Whether some requests would be for both. */
  public boolean overlaps(HostnameHolder other) {
    return gateway.equals(other.gateway) && hostname.intersection(other.hostname).isPresent();
  }
}
