package io.k8c.kubelb.kit.process;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * A start against a cluster with nothing in it, for one purpose: while an image is built the JVM
 * keeps what every start loads and links.
 */
public final class Rehearsal {
  private static final int START_SECONDS = 60;
  private static final int SECONDS = 4;

  private Rehearsal() {}

  /**
   * Starts a program with the way to the API server, gives it some seconds to lead and to
   * reconcile, and ends the process.
   */
  public static void play(Function<Path, Program> program) {
    try {
      System.exit(isComplete(program, new EmptyCluster().kubeconfig()) ? 0 : 1);
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException("cannot rehearse", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static boolean isComplete(Function<Path, Program> program, Path kubeconfig)
      throws InterruptedException {
    CountDownLatch started = new CountDownLatch(1);
    Thread _ =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    program.apply(kubeconfig).start();
                    started.countDown();
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                });
    boolean complete = started.await(START_SECONDS, TimeUnit.SECONDS);
    Thread.sleep(SECONDS * 1000L);
    return complete;
  }
}
