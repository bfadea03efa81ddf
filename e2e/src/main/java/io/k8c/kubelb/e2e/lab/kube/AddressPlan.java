package io.k8c.kubelb.e2e.lab.kube;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which addresses a cluster, its nodes and their pods have; clusters are numbered from 1, nodes
 * too, across the lab.
 */
public record AddressPlan(int cluster, boolean dualStack) {
  public static final int MOST_NODES = 99;
  public static final int MOST_CLUSTERS = 50;

  /** The first of ten numbers that load balancers have only when they ask for them. */
  public static final int FIRST_RESERVED = 200;

  private static final String LAN = "10.90.0.";
  private static final String LAN6 = "fd90::";

  /**
   * The address on the LAN that belongs to a number: nodes have 1 to 99, load balancers 100 to 209.
   */
  public static String lan(int number) {
    return LAN + number;
  }

  /** The digits of the number are kept, so that people can match the two addresses. */
  public static String lan6(int number) {
    return LAN6 + number;
  }

  /** The number of an address on the LAN; 0, which none has, for an address that is elsewhere. */
  public static int number(String address) {
    return Stream.of(LAN, LAN6)
        .filter(address::startsWith)
        .map(prefix -> address.substring(prefix.length()))
        .filter(digits -> digits.matches("[0-9]{1,3}"))
        .mapToInt(Integer::parseInt)
        .findFirst()
        .orElse(0);
  }

  public List<String> nodeAddresses(int node) {
    return both(lan(node), lan6(node));
  }

  public List<String> nodeInterfaces(int node) {
    return both(lan(node) + "/24", lan6(node) + "/64");
  }

  public List<String> services() {
    return both("10.%d.0.0/16".formatted(200 + cluster), "fd90:5:%d::/108".formatted(cluster));
  }

  /** The address of the Service {@code kubernetes}. */
  public String apiService() {
    return "10.%d.0.1".formatted(200 + cluster);
  }

  public List<String> dns() {
    return both("10.%d.0.10".formatted(200 + cluster), "fd90:5:%d::a".formatted(cluster));
  }

  public List<String> pods() {
    return both("10.%d.0.0/16".formatted(100 + cluster), "fd90:8:%d::/48".formatted(cluster));
  }

  public List<String> podsOf(int node) {
    return both(
        "10.%d.%d.0/24".formatted(100 + cluster, node),
        "fd90:8:%d:%d::/64".formatted(cluster, node));
  }

  public static String joined(List<String> addresses) {
    return addresses.stream().collect(Collectors.joining(","));
  }

  private List<String> both(String four, String six) {
    return dualStack ? List.of(four, six) : List.of(four);
  }
}
