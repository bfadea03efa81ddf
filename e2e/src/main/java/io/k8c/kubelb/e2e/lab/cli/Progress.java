package io.k8c.kubelb.e2e.lab.cli;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;

/** Tells what is being done, and how long it has been going on, in seconds. */
public record Progress(PrintStream out, Instant start) {
  public Progress(PrintStream out) {
    this(out, Instant.now());
  }

  public void say(String what) {
    out.printf("[%3d s] %s%n", Duration.between(start, Instant.now()).toSeconds(), what);
  }
}
