package io.k8c.kubelb.e2e.fuzz;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.ServicePortBuilder;
import io.k8c.kubelb.api.LoadBalancerPort;
import io.k8c.kubelb.manager.route.WantedService;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.ServerSocket;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The hub's Services, whose ports lead to ports of the proxy that are free on this machine. */
final class HubPorts {
  private static final int LOWEST = 20_011;

  private final Map<String, Integer> given = new HashMap<>();
  private final Set<String> used = new HashSet<>();
  private final Deque<Integer> free = new ArrayDeque<>();
  private int next = LOWEST;

  /** The Service that an owner wants. */
  Service service(String owner, WantedService wanted) {
    List<ServicePort> ports = new ArrayList<>();
    for (LoadBalancerPort port : wanted.ports()) {
      ports.add(
          new ServicePortBuilder()
              .withPort(port.port())
              .withProtocol(port.protocolOrDefault().name())
              .withTargetPort(
                  new IntOrString(
                      target(owner + "/" + port.port() + "/" + port.protocolOrDefault())))
              .build());
    }
    return new ServiceBuilder()
        .withNewMetadata()
        .withName("envoy-" + owner)
        .endMetadata()
        .withNewSpec()
        .withType("LoadBalancer")
        .withPorts(ports)
        .endSpec()
        .withNewStatus()
        .withNewLoadBalancer()
        .addNewIngress()
        .withIp("192.0.2.1")
        .endIngress()
        .endLoadBalancer()
        .endStatus()
        .build();
  }

  /** The port of the proxy behind one of a Service. */
  int target(String key) {
    used.add(key);
    return given.computeIfAbsent(key, _ -> free.isEmpty() ? fresh() : free.poll());
  }

  /**
   * Ports that nobody has asked for since the last call may be given to others, the oldest first.
   */
  void release() {
    given
        .entrySet()
        .removeIf(
            entry -> {
              boolean gone = !used.contains(entry.getKey());
              if (gone) {
                free.add(entry.getValue());
              }
              return gone;
            });
    used.clear();
  }

  private int fresh() {
    do {
      next++;
    } while (!isFree(next));
    return next;
  }

  private static boolean isFree(int port) {
    try (ServerSocket tcp = new ServerSocket(port);
        DatagramSocket udp = new DatagramSocket(port)) {
      return tcp.isBound() && udp.isBound();
    } catch (IOException e) {
      return false;
    }
  }
}
