package io.k8c.kubelb.manager.route;

import io.k8c.kubelb.xds.model.ProxyConfig;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * What the layer 7 of a tenant leads to.
 *
 * @param outcomes what becomes of each source, by the name of its Route
 * @param configs what the proxies shall do, by xDS source: {@code gateway/UID} for listeners and
 *     tables, {@code service/UID/PORT/PROTOCOL} for an upstream, {@code secret/UID} for a
 *     certificate
 * @param shared hub Services that belong to no single source, by the name that stands for a Route's
 * @param asked hostnames that are asked for where other controllers serve several tenants
 */
public record Layer7(
    Map<String, Outcome> outcomes,
    Map<String, ProxyConfig> configs,
    Map<String, WantedService> shared,
    Set<HostnameHolder> asked) {
  /** Of a tenant that has none. */
  public static final Layer7 NONE = new Layer7(Map.of(), Map.of(), Map.of());

  public Layer7 {
    outcomes = Collections.unmodifiableMap(new HashMap<>(outcomes));
    configs = Map.copyOf(configs);
    shared = Map.copyOf(shared);
    asked = Collections.unmodifiableSet(new LinkedHashSet<>(asked));
  }

  /** Where nothing is left to other controllers. */
  Layer7(
      Map<String, Outcome> outcomes,
      Map<String, ProxyConfig> configs,
      Map<String, WantedService> shared) {
    this(outcomes, configs, shared, Set.of());
  }

  /** Decides. */
  public static Layer7 of(GatewayView view) {
    return of(view, new RouteMemory());
  }

  /**
   * Decides.
   *
   * @param memory of the pass before; it changes how long this takes, not what it leads to
   */
  public static Layer7 of(GatewayView view, RouteMemory memory) {
    return new Pass(view, memory).run();
  }
}
