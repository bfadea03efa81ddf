package io.k8c.kubelb.manager.route;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Which tenant has a hostname where several are served: whom the hub's administrator allows it by
 * name, then whoever's claim the hub wrote first. Used by one thread at a time.
 */
public final class HostnameOwners {
  /** How many hostnames one tenant may have, so that nobody fills the hub with claims. */
  public static final int MOST = 2000;

  private final Supplier<List<HostnameHolder>> known;
  private final Predicate<HostnameHolder> allowed;
  private @Nullable Index index;

  private record Index(
      Set<HostnameHolder> holders,
      Map<String, List<HostnameHolder>> byPlace,
      Map<String, Integer> byTenant) {}

  /** How a tenant stands that asks for a hostname. */
  public enum Standing {
    /** It is the tenant's. */
    HELD,
    /** It is to be claimed for the tenant. */
    FREE,
    /** Others have it, or some of its names. */
    TAKEN,
    /** Others have it, who are allowed it by name as this tenant is not. */
    RESERVED,
    /** It is not the tenant's, who has {@link #MOST} already. */
    LIMITED
  }

  /**
   * @param holders those that the hub has written down
   * @param allowed whether a tenant is allowed a hostname by name, and not only as everybody is
   */
  public HostnameOwners(List<HostnameHolder> holders, Predicate<HostnameHolder> allowed) {
    this(() -> holders, allowed);
  }

  /** The same where holders are looked at only once somebody asks. */
  public HostnameOwners(Supplier<List<HostnameHolder>> holders, Predicate<HostnameHolder> allowed) {
    this.known = holders;
    this.allowed = allowed;
  }

  /** How a tenant stands that asks for this. */
  public Standing of(HostnameHolder asks) {
    if (index().holders().contains(asks)) {
      return Standing.HELD;
    }
    if (count(asks.tenant()) >= MOST) {
      return Standing.LIMITED;
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

  /** How many a tenant has. */
  public int count(String tenant) {
    return index().byTenant().getOrDefault(tenant, 0);
  }

  /** Other tenants that have some of the names that are asked for; where it is free, they yield. */
  public List<HostnameHolder> others(HostnameHolder asks) {
    return index().byPlace().getOrDefault(asks.gateway(), List.of()).stream()
        .filter(asks::isAgainst)
        .toList();
  }

  private Index index() {
    Index found = index;
    if (found == null) {
      List<HostnameHolder> holders = known.get();
      Map<String, List<HostnameHolder>> byPlace = new HashMap<>();
      Map<String, Integer> byTenant = new HashMap<>();
      for (HostnameHolder holder : holders) {
        byPlace.computeIfAbsent(holder.gateway(), key -> new ArrayList<>()).add(holder);
        byTenant.merge(holder.tenant(), 1, Integer::sum);
      }
      found = new Index(new HashSet<>(holders), byPlace, byTenant);
      index = found;
    }
    return found;
  }
}
