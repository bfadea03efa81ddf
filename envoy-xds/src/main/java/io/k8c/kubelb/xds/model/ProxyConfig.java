package io.k8c.kubelb.xds.model;

import java.util.List;

/**
 * What one source object asks of a proxy; a proxy does what all its sources ask.
 *
 * @param revision of the source: an opaque mark by which its owner knows which state was served
 */
public record ProxyConfig(String revision, List<Listener> listeners) {
  public ProxyConfig {
    listeners = List.copyOf(listeners);
  }
}
