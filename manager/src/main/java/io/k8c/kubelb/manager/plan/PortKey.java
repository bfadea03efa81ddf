package io.k8c.kubelb.manager.plan;

import io.k8c.kubelb.api.LoadBalancerPort;
import io.k8c.kubelb.api.Protocol;

/** What tells the ports of a load balancer apart, whatever they are called. */
public record PortKey(int port, Protocol protocol) {
  public static PortKey of(LoadBalancerPort port) {
    return new PortKey(port.port(), port.protocolOrDefault());
  }

  @Override
  public String toString() {
    return port + "/" + protocol;
  }
}
