package io.k8c.kubelb.manager.reconcile;

import io.k8c.kubelb.api.Route;
import io.k8c.kubelb.kit.process.Leadership;
import io.k8c.kubelb.kit.process.Telemetry;
import io.k8c.kubelb.kit.process.WorkQueue;
import io.k8c.kubelb.kit.watch.Cached;
import java.util.List;

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
  private final Leadership leadership;

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
    this.leadership = leadership;
    this.queue =
        new WorkQueue<>(
            "manager",
            telemetry,
            place -> new WorkQueue.Item("goneroute", place.namespace(), place.name()),
            this::remove);
    routes.onChange(
        (before, after) -> {
          if (after == null && before != null && leadership.isLeading()) {
            queue.add(Place.of(before));
          }
        });
  }

  /** Begins to work once this process leads. */
  public void start() {
    queue.startLeading(leadership, List::of);
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

  @Override
  public void close() {
    queue.close();
  }
}
