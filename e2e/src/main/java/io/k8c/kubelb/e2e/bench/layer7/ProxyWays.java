package io.k8c.kubelb.e2e.bench.layer7;

import io.k8c.kubelb.e2e.fast.FastEnvoy;
import io.k8c.kubelb.e2e.fast.Running;
import java.util.List;

/**
 * Proxies that run side by side: the ways that requests can take.
 *
 * @param port of the generated one
 */
record ProxyWays(
    int port, FastEnvoy generated, PlainEnvoy plain, PlainEnvoy first, PlainEnvoy second)
    implements AutoCloseable {
  private static final String HOST = Shop.host("neighbour");

  /** One way: where requests enter, and the processes that they pass. */
  record Way(String name, int port, String host, List<Long> pids) {}

  /** The first is what the others are compared with. */
  List<Way> all() {
    return List.of(
        new Way("byHand", plain.port(), HOST, List.of(pid(plain.process()))),
        new Way("generated", port, HOST, List.of(pid(generated.process()))),
        new Way(
            "twoProxies",
            first.port(),
            HOST,
            List.of(pid(first.process()), pid(second.process()))));
  }

  private static long pid(Running process) {
    return process.process().pid();
  }

  @Override
  public void close() {
    first.close();
    second.close();
    plain.close();
    generated.close();
  }
}
