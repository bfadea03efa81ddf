package io.k8c.kubelb.ccm.source;

import io.k8c.kubelb.api.EndpointAddress;
import io.k8c.kubelb.api.RouteFacts;
import java.util.List;
import java.util.Optional;

/**
 * How the nodes offer a Service.
 *
 * @param ports those of the Service, with the node ports that lead to them
 * @param problem why there are no node ports, for people
 * @param addresses where the node ports are reached; none where those of all nodes will do
 */
public record Offer(
    List<RouteFacts.Port> ports, Optional<String> problem, List<EndpointAddress> addresses) {
  public Offer {
    ports = List.copyOf(ports);
    addresses = List.copyOf(addresses);
  }

  /** A Service that all nodes offer. */
  static Offer of(List<RouteFacts.Port> ports) {
    return new Offer(ports, Optional.empty(), List.of());
  }

  /** A Service that has nothing to offer. */
  public static Offer none(String problem) {
    return new Offer(List.of(), Optional.of(problem), List.of());
  }

  /** The same at addresses of its own, if it needs any. */
  public Offer at(List<EndpointAddress> own) {
    return own.isEmpty() ? this : new Offer(ports, problem, own);
  }
}
