package io.k8c.kubelb.manager.plan;

import io.k8c.kubelb.api.Addresses;
import io.k8c.kubelb.api.EndpointAddress;
import io.k8c.kubelb.xds.model.Endpoint;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The nodes of a tenant cluster that its proxies may send traffic to.
 *
 * @param problems why others may not be used
 */
public record NodeEndpoints(List<EndpointAddress> addresses, List<String> problems) {
  public NodeEndpoints {
    addresses = List.copyOf(addresses);
    problems = List.copyOf(problems);
  }

  /** The nodes that the CCM announced, without those that the policy keeps out. */
  public static NodeEndpoints of(EndpointPolicy policy, AddressBook book) {
    Set<Resolution.Problem> problems = new LinkedHashSet<>();
    List<EndpointAddress> usable =
        Resolution.usable(book.addresses(Addresses.DEFAULT).orElse(List.of()), policy, problems);
    return new NodeEndpoints(usable, problems.stream().map(Resolution.Problem::message).toList());
  }

  /** All nodes, at a node port. */
  public List<Endpoint> at(int nodePort) {
    return addresses.stream()
        .map(address -> Resolution.endpoint(address, nodePort))
        .distinct()
        .toList();
  }
}
