package io.k8c.kubelb.manager.route;

import io.k8c.kubelb.api.LoadBalancerPort;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The hub Service that a Gateway needs.
 *
 * @param ports that clients connect to, each once
 * @param loadBalancerClass that it asks the hub's clouds for
 * @param requestedAddress that the tenant named, to ask the hub's cloud for
 * @param previousAddress that a Service which has to be made anew asks for
 * @param labels that the tenant wants on it
 * @param annotations that it gets, by the rules of the hub
 */
public record WantedService(
    List<LoadBalancerPort> ports,
    Optional<String> loadBalancerClass,
    Optional<String> requestedAddress,
    Optional<String> previousAddress,
    Map<String, String> labels,
    Map<String, String> annotations) {
  public WantedService {
    ports = List.copyOf(ports);
    labels = Map.copyOf(labels);
    annotations = Map.copyOf(annotations);
  }

  /** The same of another class. */
  public WantedService ofClass(Optional<String> name) {
    return new WantedService(ports, name, requestedAddress, previousAddress, labels, annotations);
  }

  /** The same where it is known which address it had. */
  public WantedService after(Optional<String> address) {
    return new WantedService(
        ports,
        loadBalancerClass,
        requestedAddress,
        address.or(() -> previousAddress),
        labels,
        annotations);
  }
}
