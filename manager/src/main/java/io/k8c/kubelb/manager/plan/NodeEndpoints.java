package io.k8c.kubelb.manager.plan;

import io.k8c.kubelb.api.Addresses;
import io.k8c.kubelb.api.EndpointAddress;
import io.k8c.kubelb.api.RouteFacts;
import io.k8c.kubelb.xds.model.Endpoint;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The nodes of a tenant cluster that its proxies may send traffic to.
 *
 * @param problems why others may not be used
 * @param policy which may be used
 */
public record NodeEndpoints(
    List<EndpointAddress> addresses, List<String> problems, EndpointPolicy policy) {
  public NodeEndpoints {
    addresses = List.copyOf(addresses);
    problems = List.copyOf(problems);
  }

  /** The nodes that the CCM announced, without those that the policy keeps out. */
  public static NodeEndpoints of(EndpointPolicy policy, AddressBook book) {
    return of(policy, book.addresses(Addresses.DEFAULT).orElse(List.of()));
  }

  private static NodeEndpoints of(EndpointPolicy policy, List<EndpointAddress> announced) {
    Set<Resolution.Problem> problems = new LinkedHashSet<>();
    List<EndpointAddress> usable = Resolution.usable(announced, policy, problems);
    return new NodeEndpoints(
        usable, problems.stream().map(Resolution.Problem::message).toList(), policy);
  }

  /** Those that lead to one Service: all, or where it says, and the policy allows. */
  public NodeEndpoints of(RouteFacts.Reference service) {
    return service.addresses().isEmpty() ? this : of(policy, service.addresses());
  }

  /** All nodes, at a node port. */
  public List<Endpoint> at(int nodePort) {
    return addresses.stream()
        .map(address -> Resolution.endpoint(address, nodePort))
        .distinct()
        .toList();
  }
}
