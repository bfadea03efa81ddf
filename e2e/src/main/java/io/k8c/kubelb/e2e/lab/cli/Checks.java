package io.k8c.kubelb.e2e.lab.cli;

import io.k8c.kubelb.e2e.lab.host.LabException;
import io.k8c.kubelb.e2e.lab.host.Wait;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/**
 * Named checks, each with some time to become true; prints a line for each and remembers those that
 * failed.
 */
public final class Checks {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final PrintStream out;
  private final List<String> failed = new ArrayList<>();
  private int passed;
  private String last = "";

  public Checks(PrintStream out) {
    this.out = out;
  }

  public List<String> failed() {
    return List.copyOf(failed);
  }

  public int passed() {
    return passed;
  }

  /** An exception counts as "not yet": much of a cluster settles within a second or two. */
  public boolean check(String name, Callable<Boolean> condition) {
    long start = System.nanoTime();
    last = "";
    try {
      Wait.upTo(PATIENCE).until(() -> holds(condition), () -> name);
      passed++;
      out.printf(
          "ok    %s (%d ms)%n", name, Duration.ofNanos(System.nanoTime() - start).toMillis());
      return true;
    } catch (LabException e) {
      failed.add(name);
      out.printf("FAIL  %s: %s%n", name, last);
      return false;
    }
  }

  private boolean holds(Callable<Boolean> condition) {
    try {
      return condition.call();
    } catch (Exception e) {
      last = String.valueOf(e.getMessage());
      return false;
    }
  }
}
