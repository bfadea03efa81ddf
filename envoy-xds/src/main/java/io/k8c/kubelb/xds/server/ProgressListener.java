package io.k8c.kubelb.xds.server;

import io.k8c.kubelb.xds.model.ProxyId;

/** Told how far a source has come, whenever that may have changed. */
@FunctionalInterface
public interface ProgressListener {
  /** Called with the proxy's lock held: return at once and call nothing of the server. */
  void progressed(ProxyId proxy, String source, Progress progress);
}
