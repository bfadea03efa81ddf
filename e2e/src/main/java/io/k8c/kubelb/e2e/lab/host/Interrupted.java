package io.k8c.kubelb.e2e.lab.host;

/** Turns an interruption into the lab's exception and keeps the thread's mark. */
public final class Interrupted {
  private Interrupted() {}

  public static LabException during(String what, InterruptedException cause) {
    Thread.currentThread().interrupt();
    return new LabException("interrupted while " + what, cause);
  }
}
