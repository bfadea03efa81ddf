package io.k8c.kubelb.manager.route;

import io.fabric8.kubernetes.api.model.Service;
import io.k8c.kubelb.api.SyncSecret;
import io.k8c.kubelb.manager.plan.AddressBook;
import io.k8c.kubelb.manager.plan.Programming;
import io.k8c.kubelb.manager.plan.TenantPolicy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Everything stored that is known of the layer 7 of a tenant.
 *
 * @param sources all of the tenant namespace
 * @param services hub Service of a Gateway, by the name of its Route
 * @param secrets by name
 * @param addresses the Addresses objects of the namespace
 * @param programming what proxies made of a Gateway, by the name of its Route
 * @param checkInterval time between two checks of one endpoint
 */
public record GatewayView(
    TenantPolicy policy,
    List<ParsedSource> sources,
    Function<String, Optional<Service>> services,
    Function<String, Optional<SyncSecret>> secrets,
    AddressBook addresses,
    Function<String, Programming> programming,
    Duration checkInterval) {
  public GatewayView {
    sources = List.copyOf(sources);
  }

  /** The same with some of the sources. */
  public GatewayView with(List<ParsedSource> some) {
    return new GatewayView(policy, some, services, secrets, addresses, programming, checkInterval);
  }
}
