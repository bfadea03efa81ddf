package io.k8c.kubelb.manager.plan;

import io.k8c.kubelb.api.EndpointAddress;
import io.k8c.kubelb.api.EndpointGroup;
import io.k8c.kubelb.api.EndpointPort;
import io.k8c.kubelb.api.LoadBalancer;
import io.k8c.kubelb.api.LoadBalancerPort;
import io.k8c.kubelb.api.Reason;
import io.k8c.kubelb.xds.model.Endpoint;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The endpoints of a load balancer, port by port, and what was wrong with others of them: what is
 * wrong is left out and costs nothing else.
 */
record Resolution(Map<PortKey, List<Endpoint>> endpoints, List<Problem> problems) {
  private static final int SHOWN = 3;

  Resolution {
    endpoints = Map.copyOf(endpoints);
    problems = List.copyOf(problems);
  }

  /** Something that keeps an endpoint from being used. */
  record Problem(Reason reason, String message) {}

  static Resolution of(LoadBalancer.Spec spec, EndpointPolicy policy, AddressBook book) {
    Set<Problem> problems = new LinkedHashSet<>();
    Map<PortKey, Set<Endpoint>> found = new LinkedHashMap<>();
    List<LoadBalancerPort> ports = ports(spec);
    ports.forEach(port -> found.put(PortKey.of(port), new LinkedHashSet<>()));
    for (EndpointGroup group : spec.endpoints()) {
      List<EndpointAddress> addresses = usable(addresses(group, book, problems), policy, problems);
      for (LoadBalancerPort port : ports) {
        for (EndpointPort target : targets(port, ports, group)) {
          Set<Endpoint> endpoints = found.getOrDefault(PortKey.of(port), new LinkedHashSet<>());
          addresses.forEach(address -> endpoints.add(endpoint(address, target.port())));
        }
      }
    }
    Map<PortKey, List<Endpoint>> endpoints = new LinkedHashMap<>();
    found.forEach((key, set) -> endpoints.put(key, List.copyOf(set)));
    return new Resolution(endpoints, List.copyOf(problems));
  }

  /** Whether traffic to each port has somewhere to go, whatever is wrong with other endpoints. */
  boolean servesEveryPort() {
    return endpoints.values().stream().noneMatch(List::isEmpty);
  }

  /** Ports that clients connect to; those of the first group where none are named. */
  static List<LoadBalancerPort> ports(LoadBalancer.Spec spec) {
    if (!spec.ports().isEmpty() || spec.endpoints().isEmpty()) {
      return spec.ports();
    }
    return spec.endpoints().getFirst().ports().stream()
        .map(port -> new LoadBalancerPort(port.name(), port.protocol(), port.port()))
        .toList();
  }

  /**
   * The ports of a group that a port leads to: those of its name, or the only one of its protocol.
   */
  static List<EndpointPort> targets(
      LoadBalancerPort port, List<LoadBalancerPort> ports, EndpointGroup group) {
    List<EndpointPort> sameProtocol =
        group.ports().stream()
            .filter(target -> target.protocolOrDefault() == port.protocolOrDefault())
            .toList();
    String name = port.name();
    List<EndpointPort> named =
        sameProtocol.stream().filter(target -> name != null && name.equals(target.name())).toList();
    if (!named.isEmpty()) {
      return named;
    }
    return ports.size() == 1 && sameProtocol.size() == 1 ? sameProtocol : List.of();
  }

  private static List<EndpointAddress> addresses(
      EndpointGroup group, AddressBook book, Set<Problem> problems) {
    if (group.addressesReference() == null) {
      return group.addresses();
    }
    String name = String.valueOf(group.addressesReference().name());
    Optional<List<EndpointAddress>> addresses = book.addresses(name);
    if (addresses.isEmpty()) {
      problems.add(
          new Problem(
              Reason.ADDRESSES_NOT_FOUND,
              "Addresses "
                  + name
                  + " is not in this namespace; the CCM creates it once it has seen a node"));
    }
    return addresses.orElse(List.of());
  }

  private static List<EndpointAddress> usable(
      List<EndpointAddress> addresses, EndpointPolicy policy, Set<Problem> problems) {
    List<EndpointAddress> usable = new ArrayList<>();
    for (EndpointAddress address : addresses) {
      Optional<String> problem = policy.problem(address);
      if (problem.isEmpty()) {
        usable.add(address);
      } else if (problems.size() < SHOWN) {
        problems.add(new Problem(Reason.ENDPOINT_DENIED, problem.get()));
      }
    }
    return usable;
  }

  private static Endpoint endpoint(EndpointAddress address, int port) {
    String ip = address.ip();
    if (ip != null && !ip.isEmpty()) {
      return Endpoint.at(InetAddress.ofLiteral(ip).getHostAddress(), port);
    }
    return Endpoint.named(String.valueOf(address.hostname()), port);
  }
}
