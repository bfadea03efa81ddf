package io.k8c.kubelb.manager.plan;

import io.fabric8.kubernetes.api.model.Service;
import io.k8c.kubelb.api.LoadBalancer;
import java.util.Optional;

/**
 * Everything stored that is known of a load balancer.
 *
 * @param policy empty where no Tenant stands for the namespace
 * @param service the hub Service as it is
 * @param addresses the Addresses objects of the namespace
 */
public record LoadBalancerView(
    LoadBalancer loadBalancer,
    Optional<TenantPolicy> policy,
    Optional<Service> service,
    AddressBook addresses) {

  /** The endpoints; none where there is no policy. */
  Resolution resolution() {
    return policy
        .map(rules -> Resolution.of(loadBalancer.getSpec(), rules.endpoints(), addresses))
        .orElse(new Resolution(java.util.Map.of(), java.util.List.of()));
  }
}
