package io.k8c.kubelb.e2e.lab.cloud;

import io.fabric8.kubernetes.api.model.ServicePort;
import java.util.List;

/**
 * An address that a Service has: its number, the node that holds it and the ports that are offered.
 */
record Lease(int number, String node, List<ServicePort> ports) {
  Lease {
    ports = List.copyOf(ports);
  }
}
