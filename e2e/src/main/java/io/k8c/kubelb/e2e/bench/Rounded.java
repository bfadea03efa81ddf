package io.k8c.kubelb.e2e.bench;

/** Figures with as many digits as mean something. */
public final class Rounded {
  private Rounded() {}

  /** Nanoseconds as seconds with two places. */
  public static double seconds(long nanos) {
    return Math.round(nanos / 1e7) / 100.0;
  }

  /** Three places. */
  public static double thousandths(double value) {
    return Math.round(value * 1000) / 1000.0;
  }
}
