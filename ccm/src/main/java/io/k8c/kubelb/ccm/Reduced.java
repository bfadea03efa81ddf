package io.k8c.kubelb.ccm;

import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.k8c.kubelb.api.Wire;
import java.util.List;
import java.util.Map;

/** What of the larger objects is kept in memory. */
final class Reduced {
  private Reduced() {}

  /** Of Services that layer 4 has no part in, only what a route to them needs. */
  static Service service(Service service) {
    if (!"LoadBalancer".equals(service.getSpec().getType())
        && service.getMetadata().getFinalizers().isEmpty()
        && !isOurs(service)) {
      service.getMetadata().setAnnotations(null);
      service.getMetadata().setLabels(null);
    }
    return service;
  }

  private static boolean isOurs(Service service) {
    return service.getMetadata().getLabels() != null
        && service.getMetadata().getLabels().containsKey(Wire.LABEL_MANAGED_BY);
  }

  /** Of Secrets, only that they are there. */
  static Secret secret(Secret secret) {
    secret.setData(Map.of());
    secret.getMetadata().setAnnotations(null);
    secret.getMetadata().setLabels(null);
    return secret;
  }

  static Namespace namespace(Namespace namespace) {
    namespace.getMetadata().setAnnotations(null);
    return namespace;
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
