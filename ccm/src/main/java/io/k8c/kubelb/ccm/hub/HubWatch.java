package io.k8c.kubelb.ccm.hub;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * Looks after the connection to the hub: when the watches have been cut for some time, it asks the
 * hub why, so that the log and the readiness probe say it once and in words. It notices first when
 * the hub is back.
 */
public final class HubWatch implements AutoCloseable {
  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(2);

  private final Hub hub;
  private final BooleanSupplier watched;
  private final Runnable returned;
  private final Thread looker;

  /**
   * @param hub that was reached
   * @param watched whether the watches on it are connected
   * @param returned run each time the hub is back
   */
  public HubWatch(Hub hub, BooleanSupplier watched, Runnable returned) {
    this.hub = hub;
    this.watched = watched;
    this.returned = returned;
    this.looker = Thread.ofVirtual().name("hub").start(this::look);
  }

  private void look() {
    Looks looks = new Looks();
    try {
      while (true) {
        Thread.sleep(BETWEEN_LOOKS);
        boolean connected = watched.getAsBoolean();
        if (looks.asks(connected, hub.problem().isPresent())) {
          hub.ask();
        }
        if (looks.isBack(connected, hub.problem().isPresent())) {
          returned.run();
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
