package io.k8c.kubelb.xds.model;

import java.util.List;
import java.util.stream.Stream;

/**
 * What one source object asks of a proxy; a proxy does what all its sources ask.
 *
 * @param revision of the source: an opaque mark by which its owner knows which state was served
 * @param upstreams that are referred to by name, by this source or others
 */
public record ProxyConfig(
    String revision,
    List<Listener> listeners,
    List<Upstream> upstreams,
    List<RouteTable> tables,
    List<Certificate> certificates) {
  public ProxyConfig {
    listeners = List.copyOf(listeners);
    upstreams = List.copyOf(upstreams);
    tables = List.copyOf(tables);
    certificates = List.copyOf(certificates);
  }

  /** Listeners that say themselves where their traffic goes. */
  public ProxyConfig(String revision, List<Listener> listeners) {
    this(revision, listeners, List.of(), List.of(), List.of());
  }

  /** Upstreams of the listeners and those that are referred to by name. */
  public Stream<Upstream> allUpstreams() {
    return Stream.concat(
        listeners.stream().flatMap(listener -> listener.traffic().upstream().stream()),
        upstreams.stream());
  }
}
