package io.k8c.kubelb.e2e.lab.relay;

import io.k8c.kubelb.e2e.lab.host.Interrupted;

/** Waiting for the threads of a door. */
final class Threads {
  private Threads() {}

  static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw Interrupted.during("closing a door of the relay", e);
    }
  }
}
