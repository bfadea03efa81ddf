package io.k8c.kubelb.e2e.quickstart;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;

/** Tells what is being done, and how long it has been going on, in seconds. */
record Progress(PrintStream out, Instant start) {
  Progress(PrintStream out) {
    this(out, Instant.now());
  }

  void say(String what) {
    out.printf("[%3d s] %s%n", Duration.between(start, Instant.now()).toSeconds(), what);
  }
}
