package io.k8c.kubelb.manager.feed;

import java.time.Duration;

/**
 * Where changes come faster than passes, each pass takes several of them: whoever makes changes has
 * a third of a processor at most. The first change after a while never waits. Used by one thread at
 * a time.
 */
final class Rests {
  private static final Duration LONGEST = Duration.ofMillis(100);

  /** Without a change for so long it is quiet. */
  private static final Duration QUIET = Duration.ofMillis(250);

  private long ended = System.nanoTime() - QUIET.toNanos();

  /** Time in nanoseconds until it is quiet; not positive where it is. */
  long untilQuiet() {
    return QUIET.toNanos() - (System.nanoTime() - ended);
  }

  /** Runs a pass, and rests for twice as long as it took. */
  void after(Runnable pass) {
    long began = System.nanoTime();
    pass.run();
    ended = System.nanoTime();
    Duration rest = Duration.ofNanos(ended - began).multipliedBy(2);
    try {
      Thread.sleep(rest.compareTo(LONGEST) < 0 ? rest : LONGEST);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
