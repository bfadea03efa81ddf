package io.k8c.kubelb.manager.feed;

import io.k8c.kubelb.manager.plan.Programming;

/** What proxies made of a Gateway, as far as this replica knows. */
@FunctionalInterface
public interface GatewayProgramming {
  /**
   * What they made of it.
   *
   * @param namespace of the tenant
   * @param route name of the Gateway's Route
   */
  Programming of(String namespace, String route);
}
