package io.k8c.kubelb.e2e.hub;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.k8c.kubelb.api.EndpointAddress;
import io.k8c.kubelb.api.EndpointGroup;
import io.k8c.kubelb.api.EndpointPort;
import io.k8c.kubelb.api.LoadBalancer;
import io.k8c.kubelb.api.LoadBalancerPort;
import io.k8c.kubelb.api.ObjectReference;
import io.k8c.kubelb.api.Protocol;
import io.k8c.kubelb.api.ServiceType;
import io.k8c.kubelb.api.TrafficPolicy;
import java.util.List;

/** What a CCM makes of a Service of type LoadBalancer with the TCP port 80. */
public final class LoadBalancers {
  private static final String PORT = "http";

  private LoadBalancers() {}

  /** One that leads to a port of one address. */
  public static LoadBalancer of(String namespace, String name, String address, int port) {
    return of(namespace, name, List.of(address), port);
  }

  /** One that leads to a port of some addresses. */
  public static LoadBalancer of(String namespace, String name, List<String> ips, int port) {
    List<EndpointAddress> addresses = ips.stream().map(EndpointAddress::ofIp).toList();
    return of(namespace, name, new EndpointGroup(null, addresses, null, endpoint(port)));
  }

  /** One that leads to a port of the addresses that another object holds. */
  public static LoadBalancer of(
      String namespace, String name, ObjectReference addresses, int port) {
    return of(namespace, name, new EndpointGroup(null, List.of(), addresses, endpoint(port)));
  }

  private static List<EndpointPort> endpoint(int port) {
    return List.of(new EndpointPort(PORT, port, Protocol.TCP));
  }

  private static LoadBalancer of(String namespace, String name, EndpointGroup endpoints) {
    LoadBalancer object = new LoadBalancer();
    object.setMetadata(new ObjectMetaBuilder().withName(name).withNamespace(namespace).build());
    object.setSpec(
        new LoadBalancer.Spec(
            List.of(endpoints),
            List.of(new LoadBalancerPort(PORT, Protocol.TCP, 80)),
            null,
            ServiceType.LOAD_BALANCER,
            TrafficPolicy.CLUSTER,
            null,
            List.of(),
            null,
            List.of()));
    return object;
  }
}
