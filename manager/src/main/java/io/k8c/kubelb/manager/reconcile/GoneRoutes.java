package io.k8c.kubelb.manager.reconcile;

import io.k8c.kubelb.api.Route;
import io.k8c.kubelb.kit.process.Leadership;
import io.k8c.kubelb.kit.process.Telemetry;
import io.k8c.kubelb.kit.process.WorkQueue;
import io.k8c.kubelb.kit.watch.Cached;

/**
 * Removes what was written for Routes that are gone. They have no finalizer, so that one may go
 * while its Service is being written: who writes looks again afterwards and asks here, and the
 * deletion asks here too, so that one of the two sees what the other did.
 */
public final class GoneRoutes implements AutoCloseable {
  private final Cached<Route> routes;
  private final HubServices services;
  private final Delegates delegates;
  private final WorkQueue<Place> queue;
  private final Thread starter;

  private record Place(String namespace, String name) {
    static Place of(Route route) {
      return new Place(route.getMetadata().getNamespace(), route.getMetadata().getName());
    }
  }

  public GoneRoutes(
      Cached<Route> routes,
      HubServices services,
      Delegates delegates,
      Leadership leadership,
      Telemetry telemetry) {
    this.routes = routes;
    this.services = services;
    this.delegates = delegates;
    this.queue =
        new WorkQueue<>(
            "manager",
            telemetry,
            place -> new WorkQueue.Item("goneroute", place.namespace(), place.name()),
            this::remove);
    routes.onChange(
        (before, after) -> {
          if (after == null && before != null) {
            queue.add(Place.of(before));
          }
        });
    this.starter = Thread.ofVirtual().name("gone-routes").unstarted(() -> start(leadership));
  }

  /** Begins to work once this process leads. */
  public void start() {
    starter.start();
  }

  /** Something was just written for a Route. */
  void wrote(Route route) {
    if (isGone(Place.of(route))) {
      queue.add(Place.of(route));
    }
  }

  private boolean isGone(Place place) {
    return !routes.watches(place.namespace(), place.name());
  }

  private void remove(Place place) {
    if (isGone(place)) {
      services.remove(place.namespace(), place.name());
      delegates.remove(place.namespace(), place.name());
    }
  }

  private void start(Leadership leadership) {
    try {
      leadership.await();
      queue.start();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    starter.interrupt();
    queue.close();
  }
}
