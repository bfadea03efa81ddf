package io.k8c.kubelb.manager.plan;

import java.util.List;

/**
 * What the proxies of a tenant, on all replicas of the manager, made of a load balancer.
 *
 * @param proxyReady whether a proxy of the tenant can take traffic
 * @param accepted whether the proxies hold everything of the current revision
 * @param rejections what Envoy said to what it refused
 */
public record Programming(boolean proxyReady, boolean accepted, List<String> rejections) {
  public Programming {
    rejections = List.copyOf(rejections);
  }

  /** What it is worth once listener ports change: what proxies hold is not what they shall hold. */
  Programming ofOlderPorts() {
    return new Programming(proxyReady, false, rejections);
  }
}
