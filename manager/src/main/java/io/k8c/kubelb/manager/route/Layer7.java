package io.k8c.kubelb.manager.route;

import io.k8c.kubelb.xds.model.ProxyConfig;
import java.util.Map;

/**
 * What the layer 7 of a tenant leads to.
 *
 * @param outcomes what becomes of each source, by the name of its Route
 * @param configs what the proxies shall do, by xDS source: {@code gateway/UID} for listeners and
 *     tables, {@code service/UID/PORT/PROTOCOL} for an upstream, {@code secret/UID} for a
 *     certificate
 */
public record Layer7(Map<String, Outcome> outcomes, Map<String, ProxyConfig> configs) {
  public Layer7 {
    outcomes = Map.copyOf(outcomes);
    configs = Map.copyOf(configs);
  }

  /** Decides. */
  public static Layer7 of(GatewayView view) {
    return new Pass(view).run();
  }
}
