package io.k8c.kubelb.manager.route.spec;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What is asked of the clients of a Gateway's HTTPS listeners.
 *
 * @param perPort what holds for single ports instead
 */
public record FrontendTls(
    Optional<ClientValidationSpec> all, Map<Integer, Optional<ClientValidationSpec>> perPort) {
  public FrontendTls {
    perPort = Map.copyOf(perPort);
  }

  static FrontendTls of(Tree tree) {
    Map<Integer, Optional<ClientValidationSpec>> perPort = new HashMap<>();
    for (Tree entry : tree.list("perPort", item -> item)) {
      perPort.put(entry.integer("port").orElse(0), ClientValidationSpec.of(entry.at("tls")));
    }
    return new FrontendTls(ClientValidationSpec.of(tree.at("default")), perPort);
  }

  /** What holds for a port. */
  public Optional<ClientValidationSpec> of(int port) {
    return perPort.getOrDefault(port, all);
  }
}
