package io.k8c.kubelb.kit.process;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The time that a program runs: from its start until the process is told to end. */
public final class Lifetime {
  private static final Logger log = LoggerFactory.getLogger(Lifetime.class);
  private static final int FAILED = 1;

  private final Program program;
  private volatile boolean ending;

  Lifetime(Program program) {
    this.program = program;
  }

  /**
   * Runs a program and stays.
   *
   * @return exit code for a process whose program cannot run, after a line of the log that says why
   */
  public static int of(Program program) throws InterruptedException {
    Lifetime lifetime = new Lifetime(program);
    Thread main = Thread.currentThread();
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  lifetime.end();
                  main.interrupt();
                }));
    return lifetime.run();
  }

  int run() throws InterruptedException {
    try {
      program.start();
      Thread.sleep(Long.MAX_VALUE);
    } catch (RuntimeException e) {
      // Whoever is told to end while still starting has nothing to complain of.
      if (!ending) {
        log.atError().setCause(e).log("cannot run, ending");
      }
    } catch (InterruptedException e) {
      if (!ending) {
        throw e;
      }
    }
    return FAILED;
  }

  void end() {
    ending = true;
    program.close();
  }
}
