package io.k8c.kubelb.ccm;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import java.util.List;

/** What of the larger objects is kept in memory. */
final class Reduced {
  private Reduced() {}

  /** Of Services that the hub has no part in, only that they are there. */
  static Service service(Service service) {
    if (!"LoadBalancer".equals(service.getSpec().getType())
        && service.getMetadata().getFinalizers().isEmpty()) {
      service.getMetadata().setAnnotations(null);
      service.getMetadata().setLabels(null);
      service.getSpec().setPorts(List.of());
      service.getSpec().setSelector(null);
    }
    return service;
  }

  /** A node lists every image that it holds. */
  static Node node(Node node) {
    if (node.getStatus() != null) {
      node.getStatus().setImages(List.of());
    }
    return node;
  }

  /** Of endpoints, only where they are and whether they are ready. */
  static EndpointSlice slice(EndpointSlice slice) {
    slice
        .getEndpoints()
        .forEach(
            endpoint -> {
              endpoint.setAddresses(List.of());
              endpoint.setTargetRef(null);
              endpoint.setHints(null);
            });
    return slice;
  }
}
