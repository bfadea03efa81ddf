package io.k8c.kubelb.manager.route;

import io.fabric8.kubernetes.api.model.Service;
import io.k8c.kubelb.api.SyncSecret;
import io.k8c.kubelb.manager.plan.AddressBook;
import io.k8c.kubelb.manager.plan.Programming;
import io.k8c.kubelb.manager.plan.TenantPolicy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Everything stored that is known of the hub's own Gateways and of what tenants want of them.
 *
 * @param policy what holds for the proxy of these Gateways
 * @param gateways by UID, as the hub's administrator wrote them
 * @param tenants by namespace
 * @param services hub Service of a Gateway, by its UID
 * @param secrets certificates of the hub, by the name that facts of Gateways give them
 * @param programming what proxies made of a Gateway, by its UID
 * @param checkInterval time between two checks of one endpoint
 * @param owners who has which hostname on them
 */
public record SharedView(
    TenantPolicy policy,
    List<ParsedSource> gateways,
    Map<String, Tenant> tenants,
    Function<String, Optional<Service>> services,
    Function<String, Optional<SyncSecret>> secrets,
    Function<String, Programming> programming,
    Duration checkInterval,
    HostnameOwners owners) {
  public SharedView {
    gateways = List.copyOf(gateways);
    tenants = Map.copyOf(tenants);
  }

  /** The same with other tenants. */
  SharedView with(Map<String, Tenant> others) {
    return new SharedView(
        policy, gateways, others, services, secrets, programming, checkInterval, owners);
  }

  /**
   * What one tenant brings.
   *
   * @param labels of the tenant namespace
   * @param routes of the tenant, as it shipped them
   * @param since when a route came to the hub, by the name of its Route
   */
  public record Tenant(
      TenantPolicy policy,
      Map<String, String> labels,
      AddressBook addresses,
      List<ParsedSource> routes,
      Function<String, String> since) {
    public Tenant {
      labels = Map.copyOf(labels);
      routes = List.copyOf(routes);
    }

    /** The same with some of the routes. */
    Tenant with(List<ParsedSource> some) {
      return new Tenant(policy, labels, addresses, some, since);
    }
  }
}
