package io.k8c.kubelb.e2e.lab;

import io.fabric8.kubernetes.api.model.ServicePort;
import io.k8c.kubelb.e2e.lab.cloud.Site;
import io.k8c.kubelb.e2e.lab.host.Command;
import io.k8c.kubelb.e2e.lab.host.Network;
import io.k8c.kubelb.e2e.lab.kube.AddressPlan;
import io.k8c.kubelb.e2e.lab.relay.Door;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Where one cluster's cloud puts its addresses: on the cluster's nodes, and on the relay. */
record Ground(Cluster cluster, Supplier<Collection<Node>> allNodes) implements Site {
  @Override
  public void put(int number, String node) {
    batch(
        cluster.node(node).network(),
        "addr replace %s/32 dev eth0\n",
        "addr replace %s/128 dev eth0 nodad preferred_lft 0\n",
        number);
  }

  @Override
  public void take(int number, String node) {
    cluster.nodes().stream()
        .filter(each -> each.name().equals(node) && each.isUp())
        .forEach(
            each ->
                batch(
                    each.network(),
                    "addr del %s/32 dev eth0\n",
                    "addr del %s/128 dev eth0\n",
                    number));
    forget(number);
  }

  @Override
  public void offer(int number, String address, List<ServicePort> ports) {
    Set<Door> doors =
        ports.stream()
            .filter(port -> !"SCTP".equals(port.getProtocol()))
            .map(
                port ->
                    new Door(Door.Protocol.valueOf(port.getProtocol()), port.getPort(), address))
            .collect(Collectors.toSet());
    cluster.parts().relay().offer(number, doors);
  }

  @Override
  public List<String> addresses(int number, List<String> families) {
    return families.stream()
        .map(family -> "IPv6".equals(family) ? AddressPlan.lan6(number) : AddressPlan.lan(number))
        .toList();
  }

  @Override
  public int number(String address) {
    return AddressPlan.number(address);
  }

  /** Whoever knows where the address was would send there until its memory times out. */
  private void forget(int number) {
    Stream<Network> nodes = allNodes.get().stream().filter(Node::isUp).map(Node::network);
    Stream.concat(Stream.of(cluster.parts().guard().lan()), nodes)
        .forEach(network -> batch(network, "neigh flush to %s\n", "neigh flush to %s\n", number));
  }

  private void batch(Network network, String four, String six, int number) {
    String lines = four.formatted(AddressPlan.lan(number));
    if (cluster.plan().dualStack()) {
      lines += six.formatted(AddressPlan.lan6(number));
    }
    network.run(Command.of("ip", "-force", "-batch", "-").feeding(lines));
  }
}
