package io.k8c.kubelb.e2e.lab.kube;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Which addresses a cluster, its nodes and their pods have; clusters are numbered from 1, nodes
 * too, across the lab.
 */
public record AddressPlan(int cluster, boolean dualStack) {
  public static final int MOST_NODES = 99;
  public static final int MOST_CLUSTERS = 50;

  /** The first of ten numbers that load balancers have only when they ask for them. */
  public static final int FIRST_RESERVED = 200;

  /** Numbers are below this: their digits are a group of an IPv6 address. */
  public static final int NUMBERS = 10_000;

  private static final Pattern LAN = Pattern.compile("10\\.90\\.([0-9]{1,2})\\.([0-9]{1,3})");
  private static final Pattern LAN6 = Pattern.compile("fd90::([0-9]{1,4})");

  /**
   * The address on the LAN that belongs to a number: nodes have 1 to 99, load balancers 100 to 209
   * or, in a lab with more of them, 1000 and above.
   */
  public static String lan(int number) {
    return "10.90.%d.%d".formatted(number / 256, number % 256);
  }

  /** The digits of the number are kept, so that people can match the two addresses below 256. */
  public static String lan6(int number) {
    return "fd90::" + number;
  }

  /** The number of an address on the LAN; 0, which none has, for an address that is elsewhere. */
  public static int number(String address) {
    Matcher four = LAN.matcher(address);
    if (four.matches()) {
      return 256 * Integer.parseInt(four.group(1)) + Integer.parseInt(four.group(2));
    }
    Matcher six = LAN6.matcher(address);
    return six.matches() ? Integer.parseInt(six.group(1)) : 0;
  }

  public List<String> nodeAddresses(int node) {
    return both(lan(node), lan6(node));
  }

  public List<String> nodeInterfaces(int node) {
    return both(lan(node) + "/16", lan6(node) + "/64");
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
