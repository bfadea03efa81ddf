package io.k8c.kubelb.e2e.lab;

import io.k8c.kubelb.e2e.lab.host.Command;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The pod networks of a cluster's other nodes, as routes of one node. */
final class Routes {
  private Routes() {}

  static void set(Node node, List<Node> others) {
    String lines =
        others.stream()
            .filter(other -> other != node)
            .map(Routes::to)
            .collect(Collectors.joining());
    node.network().run(Command.of("ip", "-batch", "-").feeding(lines)).orThrow();
  }

  private static String to(Node node) {
    List<String> pods = node.files().plan().podsOf(node.number());
    List<String> addresses = node.addresses();
    return IntStream.range(0, pods.size())
        .mapToObj(i -> "route replace %s via %s\n".formatted(pods.get(i), addresses.get(i)))
        .collect(Collectors.joining());
  }
}
