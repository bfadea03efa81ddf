package io.k8c.kubelb.xds.bootstrap;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What differs between the bootstraps of two proxies.
 *
 * @param managerHost host name or address of the managers' xDS port
 * @param certificates folder that holds {@code tls.crt}, {@code tls.key} and {@code ca.crt}
 * @param configuration folder that holds the bootstrap's own files
 * @param adminSocket path of the Unix socket of Envoy's admin interface; it has no port
 * @param operationsPort port for probes, scrapes and the order to drain
 * @param drain left out where a proxy shall end at once
 * @param overload left out where a proxy has no limits
 */
public record BootstrapOptions(
    String managerHost,
    int managerPort,
    String certificates,
    String configuration,
    String adminSocket,
    int operationsPort,
    Optional<Drain> drain,
    Optional<Overload> overload) {

  /**
   * How a proxy ends.
   *
   * @param shortest time that it goes on accepting connections
   * @param longest time that it waits for its connections to end
   * @param token what the order to drain must carry, since its port can be reached by others
   */
  public record Drain(Duration shortest, Duration longest, String token) {}

  /**
   * Limits of a proxy.
   *
   * @param connections of clients at most
   * @param heapBytes at 95 % of which memory is given back and at 98 % requests are refused
   */
  public record Overload(OptionalLong connections, OptionalLong heapBytes) {}
}
