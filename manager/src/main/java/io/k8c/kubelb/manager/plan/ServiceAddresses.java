package io.k8c.kubelb.manager.plan;

import io.fabric8.kubernetes.api.model.LoadBalancerIngress;
import io.fabric8.kubernetes.api.model.PortStatus;
import io.fabric8.kubernetes.api.model.Service;
import io.k8c.kubelb.api.LoadBalancerStatus;
import java.net.InetAddress;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Where clients reach a hub Service: from outside or, without a cloud's address, from the hub. A
 * status has room for some addresses only; the first are told.
 *
 * @param balancer what the hub's cloud gave
 * @param all the addresses, or names, that are told
 * @param given how many there are
 */
record ServiceAddresses(LoadBalancerStatus balancer, List<String> all, int given) {
  static final ServiceAddresses NONE =
      new ServiceAddresses(new LoadBalancerStatus(List.of()), List.of(), 0);

  ServiceAddresses {
    all = List.copyOf(all);
  }

  static ServiceAddresses of(Service service) {
    List<LoadBalancerIngress> entries =
        service.getStatus() == null || service.getStatus().getLoadBalancer() == null
            ? List.of()
            : service.getStatus().getLoadBalancer().getIngress();
    List<LoadBalancerStatus.Ingress> told =
        entries.stream()
            .limit(LoadBalancerStatus.MOST_ADDRESSES)
            .map(ServiceAddresses::ingress)
            .toList();
    return new ServiceAddresses(
        new LoadBalancerStatus(told),
        told.isEmpty()
            ? inside(service)
            : told.stream()
                .map(LoadBalancerStatus.Ingress::address)
                .filter(Objects::nonNull)
                .toList(),
        entries.size());
  }

  private static List<String> inside(Service service) {
    List<String> addresses = service.getSpec().getClusterIPs();
    return "LoadBalancer".equals(service.getSpec().getType()) || addresses == null
        ? List.of()
        : addresses.stream().filter(ServiceAddresses::isIp).toList();
  }

  private static LoadBalancerStatus.Ingress ingress(LoadBalancerIngress entry) {
    return new LoadBalancerStatus.Ingress(
        entry.getIp(),
        entry.getHostname(),
        entry.getIpMode(),
        entry.getPorts().stream()
            .limit(LoadBalancerStatus.MOST_PORTS)
            .map(ServiceAddresses::port)
            .toList());
  }

  private static LoadBalancerStatus.Port port(PortStatus port) {
    return new LoadBalancerStatus.Port(port.getPort(), port.getProtocol(), port.getError());
  }

  /** What is left out, for people. */
  Optional<String> remark() {
    int told = balancer.ingress().size();
    return given > told
        ? Optional.of(
            "the hub's load balancer gave %d addresses, of which the first %d are told"
                .formatted(given, told))
        : Optional.empty();
  }

  /** Several addresses in one text: as many as fit. */
  static String text(List<String> addresses) {
    StringBuilder text = new StringBuilder();
    for (String address : addresses) {
      String next = (text.isEmpty() ? "" : ",") + address;
      if (text.length() + next.length() > LoadBalancerStatus.LONGEST_TEXT) {
        break;
      }
      text.append(next);
    }
    return text.toString();
  }

  static boolean isIp(String text) {
    try {
      InetAddress.ofLiteral(text);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
