package io.k8c.kubelb.manager.reconcile;

import io.fabric8.kubernetes.api.model.Service;
import io.k8c.kubelb.kit.apply.Applier;
import io.k8c.kubelb.manager.feed.HubCaches;
import io.k8c.kubelb.manager.feed.Intended;
import io.k8c.kubelb.manager.plan.HubService;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.IntPredicate;

/** Writes the hub Services of layer 7, and the listener ports that they hold. */
public final class HubServices {
  private final HubCaches caches;
  private final Intended intended;
  private final PortLedger ports;
  private final Applier applier;

  public HubServices(HubCaches caches, Intended intended, PortLedger ports, Applier applier) {
    this.caches = caches;
    this.intended = intended;
    this.ports = ports;
    this.applier = applier;
  }

  /**
   * Writes one.
   *
   * @param owner name of the Route that it is for, or what stands for one
   * @param wanted makes it of what is there and of the ports that others have
   * @return whether the proxy has listener ports for it
   */
  boolean provide(
      String namespace,
      String owner,
      BiFunction<Optional<Service>, IntPredicate, Optional<Service>> wanted) {
    Optional<Service> actual = caches.services().get(namespace, HubService.name(owner));
    Optional<Service> service;
    synchronized (ports.lock(namespace)) {
      service = wanted.apply(actual, ports.taken(namespace, owner));
      service.ifPresent(found -> ports.take(owner, found));
    }
    if (actual.filter(Service::isMarkedForDeletion).isEmpty()) {
      service.ifPresent(found -> write(found, actual));
    }
    return service.isPresent();
  }

  private void write(Service wanted, Optional<Service> known) {
    if (known.isPresent()) {
      caches.services().wrote(applier.apply(wanted, known.get()));
    } else {
      Service _ =
          intended.during(wanted, () -> caches.services().wrote(applier.apply(wanted, null)));
    }
  }

  /** Removes one, unless it is somebody else's. */
  void remove(String namespace, String owner) {
    ports.release(namespace, owner);
    caches
        .services()
        .get(namespace, HubService.name(owner))
        .filter(service -> HubService.route(service).isPresent())
        .filter(service -> !service.isMarkedForDeletion())
        .ifPresent(applier::delete);
  }
}
