package io.k8c.kubelb.xds.server;

import io.k8c.kubelb.xds.model.ProxyId;

/** Told when the {@link Progress} of a source may have changed. */
@FunctionalInterface
public interface ProgressListener {
  /** Called with the proxy's lock held: return at once and do not call back. */
  void progressed(ProxyId proxy, String source);
}
