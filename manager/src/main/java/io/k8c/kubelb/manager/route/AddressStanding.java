package io.k8c.kubelb.manager.route;

import io.fabric8.kubernetes.api.model.LoadBalancerIngress;
import io.fabric8.kubernetes.api.model.Service;
import io.k8c.kubelb.manager.route.spec.AddressSpec;
import io.k8c.kubelb.manager.route.spec.Finding;
import java.net.InetAddress;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The addresses of a Gateway.
 *
 * @param wanted those that the tenant named
 * @param given those that the hub Service has; where the tenant named some, no others
 */
record AddressStanding(List<AddressSpec> wanted, List<String> given) {
  AddressStanding {
    wanted = List.copyOf(wanted);
    given = List.copyOf(given);
  }

  static AddressStanding of(List<AddressSpec> wanted, Optional<Service> service) {
    List<String> named = values(wanted).toList();
    return new AddressStanding(
        wanted,
        service
            .map(Service::getStatus)
            .map(status -> status.getLoadBalancer())
            .map(balancer -> balancer.getIngress())
            .orElse(List.of())
            .stream()
            .map(AddressStanding::address)
            .filter(Objects::nonNull)
            .filter(address -> named.isEmpty() || named.contains(plain(address)))
            .toList());
  }

  private static @Nullable String address(LoadBalancerIngress ingress) {
    return ingress.getIp() != null ? ingress.getIp() : ingress.getHostname();
  }

  /** Why the Gateway cannot have addresses such as it wants. */
  Optional<Finding> unsupported() {
    return wanted.stream()
        .filter(address -> !address.type().equals("IPAddress"))
        .findFirst()
        .map(
            address ->
                new Finding(
                    "UnsupportedAddress",
                    "addresses of type " + address.type() + " are not served; use IPAddress"));
  }

  /** Why the Gateway is not reached where it wants to be. */
  Optional<Finding> unusable() {
    List<String> missing = values().filter(value -> !isGiven(value)).toList();
    if (missing.isEmpty()) {
      return given.isEmpty()
          ? Optional.of(
              new Finding(
                  "AddressNotAssigned", "the hub's load balancer has not given an address yet"))
          : Optional.empty();
    }
    return Optional.of(
        new Finding(
            "AddressNotUsable",
            "the hub's load balancer does not give "
                + String.join(", ", missing)
                + (values().count() > 1 ? ", one address can be asked for" : "")
                + "; name another address, or none"));
  }

  /** The address to ask the hub's cloud for. */
  Optional<String> requested() {
    return values().filter(AddressStanding::isIp).findFirst();
  }

  private Stream<String> values() {
    return values(wanted);
  }

  private static Stream<String> values(List<AddressSpec> wanted) {
    return wanted.stream().flatMap(address -> address.value().stream()).map(AddressStanding::plain);
  }

  private boolean isGiven(String value) {
    return given.stream().map(AddressStanding::plain).anyMatch(value::equals);
  }

  /** Addresses are compared as numbers are written, not as people write them. */
  private static String plain(String text) {
    return isIp(text) ? InetAddress.ofLiteral(text).getHostAddress() : text;
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
