package io.k8c.kubelb.manager.route;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Which tenant has a hostname where several are served: whom the hub's administrator allows it by
 * name, then whoever's claim the hub wrote first.
 */
public final class HostnameOwners {
  private final Set<HostnameHolder> holders;
  private final Map<String, List<HostnameHolder>> byGateway = new HashMap<>();
  private final Predicate<HostnameHolder> allowed;

  /** How a tenant stands that asks for a hostname. */
  public enum Standing {
    /** It is the tenant's. */
    HELD,
    /** It is to be claimed for the tenant. */
    FREE,
    /** Others have it, or some of its names. */
    TAKEN,
    /** Others have it, who are allowed it by name as this tenant is not. */
    RESERVED
  }

  /**
   * @param holders those that the hub has written down
   * @param allowed whether a tenant is allowed a hostname by name, and not only as everybody is
   */
  public HostnameOwners(List<HostnameHolder> holders, Predicate<HostnameHolder> allowed) {
    this.holders = new HashSet<>(holders);
    this.allowed = allowed;
    holders.forEach(
        holder ->
            byGateway.computeIfAbsent(holder.gateway(), key -> new ArrayList<>()).add(holder));
  }

  /** How a tenant stands that asks for this. */
  public Standing of(HostnameHolder asks) {
    if (holders.contains(asks)) {
      return Standing.HELD;
    }
    List<HostnameHolder> others = others(asks);
    if (others.isEmpty()) {
      return Standing.FREE;
    }
    boolean taken = others.stream().anyMatch(allowed);
    if (allowed.test(asks)) {
      return taken ? Standing.TAKEN : Standing.FREE;
    }
    return taken ? Standing.RESERVED : Standing.TAKEN;
  }

  /** Other tenants that have some of the names that are asked for; where it is free, they yield. */
  public List<HostnameHolder> others(HostnameHolder asks) {
    return byGateway.getOrDefault(asks.gateway(), List.of()).stream()
        .filter(holder -> holder.overlaps(asks) && !holder.tenant().equals(asks.tenant()))
        .toList();
  }

  /** Whether a tenant is allowed a hostname by name. */
  public boolean isAllowed(HostnameHolder holder) {
    return allowed.test(holder);
  }
}
