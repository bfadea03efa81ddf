package io.k8c.kubelb.kit.process;

/** What a process runs, put together of {@link Parts}. */
public interface Program extends AutoCloseable {
  /**
   * Starts it; returns when everything runs.
   *
   * @throws RuntimeException where it cannot run
   */
  void start() throws InterruptedException;

  @Override
  void close();
}
