package io.k8c.kubelb.ccm.hub;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * Looks after the connection to the hub: when the watches have been cut for some time, it asks the
 * hub why, so that the log and the readiness probe say it once and in words.
 */
public final class HubWatch implements AutoCloseable {
  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(2);

  /** API servers end watches now and then; they come back at once. */
  private static final int LOOKS_BEFORE_ASKING = 2;

  /** A watch outlives the credentials that it was opened with. */
  private static final int LOOKS_BETWEEN_QUESTIONS = 15;

  private final Hub hub;
  private final BooleanSupplier watched;
  private final Thread looker;

  /**
   * @param hub that was reached
   * @param watched whether the watches on it are connected
   */
  public HubWatch(Hub hub, BooleanSupplier watched) {
    this.hub = hub;
    this.watched = watched;
    this.looker = Thread.ofVirtual().name("hub").start(this::look);
  }

  private void look() {
    int cut = 0;
    int quiet = 0;
    try {
      while (true) {
        Thread.sleep(BETWEEN_LOOKS);
        boolean connected = watched.getAsBoolean();
        cut = connected ? 0 : cut + 1;
        quiet++;
        if (cut >= LOOKS_BEFORE_ASKING
            || (connected && hub.problem().isPresent())
            || quiet >= LOOKS_BETWEEN_QUESTIONS) {
          hub.ask();
          quiet = 0;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    looker.interrupt();
  }
}
