package io.k8c.kubelb.manager.plan;

import io.k8c.kubelb.api.EndpointAddress;
import io.k8c.kubelb.api.EndpointSettings;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where a tenant's proxy may send traffic to. Without a rule of the hub's administrator that is
 * anywhere but to the hub itself: addresses of this host, of its link, of many, of none.
 *
 * @param limited whether only what is allowed may be used; a list of which nothing can be read
 *     allows nothing, since the opposite of a misspelt network is not every network
 */
public record EndpointPolicy(
    boolean limited, List<Network> allowed, List<Network> denied, boolean hostnames) {
  private static final List<Network> NEVER_BY_DEFAULT =
      Stream.of(
              "0.0.0.0/8",
              "127.0.0.0/8",
              "169.254.0.0/16",
              "224.0.0.0/3",
              "::/128",
              "::1/128",
              "fe80::/10",
              "ff00::/8",
              "fd00:ec2::254/128")
          .map(Network::parse)
          .toList();

  /** Addresses of this network embed an IPv4 address, which is the one that counts. */
  private static final Network NAT64 = Network.parse("64:ff9b::/96");

  public EndpointPolicy {
    allowed = List.copyOf(allowed);
    denied = List.copyOf(denied);
  }

  /** What a Tenant says counts instead of what Config says, list by list. */
  static EndpointPolicy of(@Nullable EndpointSettings config, @Nullable EndpointSettings tenant) {
    List<String> allowed = tenant == null ? List.of() : tenant.allowedCIDRs();
    List<String> denied = tenant == null ? List.of() : tenant.deniedCIDRs();
    Boolean hostnames = tenant == null ? null : tenant.allowHostnames();
    if (config != null) {
      allowed = allowed.isEmpty() ? config.allowedCIDRs() : allowed;
      denied = denied.isEmpty() ? config.deniedCIDRs() : denied;
      hostnames = hostnames == null ? config.allowHostnames() : hostnames;
    }
    return new EndpointPolicy(
        !allowed.isEmpty(), networks(allowed), networks(denied), Boolean.TRUE.equals(hostnames));
  }

  /** What cannot be read is told by {@link InvalidSettings}. */
  private static List<Network> networks(List<String> texts) {
    return texts.stream().map(Network::read).flatMap(Optional::stream).toList();
  }

  /** Why an endpoint may not be used, or nothing. */
  Optional<String> problem(EndpointAddress address) {
    String ip = address.ip();
    if (ip != null && !ip.isEmpty()) {
      return problem(ip);
    }
    if (hostnames) {
      return Optional.empty();
    }
    return Optional.of(
        "endpoint hostname "
            + address.hostname()
            + " is not allowed; use an IP address, or ask the hub's administrator to set"
            + " endpoints.allowHostnames");
  }

  private Optional<String> problem(String text) {
    InetAddress address;
    try {
      address = embedded(InetAddress.ofLiteral(text));
    } catch (IllegalArgumentException e) {
      return Optional.of("endpoint " + text + " is not an IP address");
    }
    if (denied.stream().anyMatch(network -> network.contains(address))) {
      return Optional.of(
          "endpoint "
              + text
              + " lies in a network that the hub denies; use another address, or ask the hub's"
              + " administrator to change endpoints.deniedCIDRs");
    }
    if (allowed.stream().anyMatch(network -> network.contains(address))) {
      return Optional.empty();
    }
    if (limited) {
      return Optional.of(
          "endpoint "
              + text
              + " lies outside the networks that the hub allows for this tenant; use another address,"
              + " or ask the hub's administrator to extend endpoints.allowedCIDRs");
    }
    return NEVER_BY_DEFAULT.stream().anyMatch(network -> network.contains(address))
        ? Optional.of(
            "endpoint "
                + text
                + " is a loopback, link-local, multicast or reserved address; use the addresses of"
                + " the tenant cluster's nodes")
        : Optional.empty();
  }

  private static InetAddress embedded(InetAddress address) {
    if (!NAT64.contains(address)) {
      return address;
    }
    byte[] bytes = address.getAddress();
    try {
      return InetAddress.getByAddress(Arrays.copyOfRange(bytes, 12, 16));
    } catch (java.net.UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }
}
