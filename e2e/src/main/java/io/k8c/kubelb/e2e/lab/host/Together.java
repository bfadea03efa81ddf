package io.k8c.kubelb.e2e.lab.host;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Does several things at once, each on a virtual thread, and comes back when all are done. */
public final class Together {
  private Together() {}

  public static void run(Collection<? extends Runnable> tasks) {
    call(tasks.stream().map(Executors::callable).toList());
  }

  /**
   * The results in the order of the tasks; the first failure in that order is thrown, after all
   * have ended.
   */
  public static <T> List<T> call(Collection<? extends Callable<T>> tasks) {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<T>> futures = new ArrayList<>();
      tasks.forEach(task -> futures.add(threads.submit(task)));
      return futures.stream().map(Together::result).toList();
    }
  }

  private static <T> T result(Future<T> future) {
    try {
      return future.get();
    } catch (InterruptedException e) {
      throw Interrupted.during("waiting for parallel work", e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause
          ? cause
          : new LabException("parallel work failed", e);
    }
  }
}
