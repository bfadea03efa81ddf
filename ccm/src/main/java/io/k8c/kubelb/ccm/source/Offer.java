package io.k8c.kubelb.ccm.source;

import io.k8c.kubelb.api.RouteFacts;
import java.util.List;
import java.util.Optional;

/**
 * How the nodes offer a Service.
 *
 * @param ports those of the Service, with the node ports that lead to them
 * @param problem why there are no node ports, for people
 */
public record Offer(List<RouteFacts.Port> ports, Optional<String> problem) {
  public Offer {
    ports = List.copyOf(ports);
  }

  /** A Service that cannot be offered. */
  public static Offer none(String problem) {
    return new Offer(List.of(), Optional.of(problem));
  }
}
