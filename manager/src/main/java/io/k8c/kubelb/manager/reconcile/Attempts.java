package io.k8c.kubelb.manager.reconcile;

import io.fabric8.kubernetes.client.KubernetesClientException;
import org.jspecify.annotations.Nullable;

/** Pieces of work of which none keeps the others from being done. */
final class Attempts {
  private @Nullable KubernetesClientException failure;

  /** Does a piece; that it failed is told in the end. */
  void run(Runnable piece) {
    try {
      piece.run();
    } catch (KubernetesClientException e) {
      if (failure == null) {
        failure = e;
      } else {
        failure.addSuppressed(e);
      }
    }
  }

  /**
   * Call it once all had their turn.
   *
   * @throws KubernetesClientException the first failure, so that all of it is tried again
   */
  void end() {
    if (failure != null) {
      throw failure;
    }
  }
}
