package io.k8c.kubelb.manager.reconcile;

import io.fabric8.kubernetes.api.model.LoadBalancerIngress;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.k8c.kubelb.api.Reason;
import io.k8c.kubelb.kit.apply.Applier;
import io.k8c.kubelb.manager.feed.HubCaches;
import io.k8c.kubelb.manager.feed.Intended;
import io.k8c.kubelb.manager.plan.HubService;
import io.k8c.kubelb.manager.route.WantedService;
import io.k8c.kubelb.manager.route.spec.Finding;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntPredicate;

/**
 * Writes the hub Services of layer 7, and the listener ports that they hold. One that has to be
 * made anew, or that somebody deleted, asks for the address that it had.
 */
public final class HubServices {
  private final HubCaches caches;
  private final Intended intended;
  private final PortLedger ports;
  private final Applier applier;
  private final Map<Place, String> addresses = new ConcurrentHashMap<>();

  private record Place(String namespace, String owner) {}

  /** Makes a Service of what is wanted, of what is there and of the ports that others have. */
  interface Making {
    /** The Service; empty where the proxy has no listener port left. */
    Optional<Service> of(WantedService wanted, Optional<Service> actual, IntPredicate taken);
  }

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
   */
  Provided provide(String namespace, String owner, WantedService wanted, Making making) {
    Optional<Service> actual = caches.services().get(namespace, HubService.name(owner));
    remember(new Place(namespace, owner), actual);
    boolean going = actual.filter(Service::isMarkedForDeletion).isPresent();
    if (!going
        && actual.isPresent()
        && HubService.mustRecreate(actual.get(), wanted.loadBalancerClass())) {
      applier.delete(actual.get());
      return new Provided.Recreated(
          HubService.recreation(actual.get(), wanted.loadBalancerClass()));
    }
    WantedService asking =
        wanted.after(Optional.ofNullable(addresses.get(new Place(namespace, owner))));
    Optional<Service> service;
    synchronized (ports.lock(namespace)) {
      service = making.of(asking, actual, ports.taken(namespace, owner));
      service.ifPresent(found -> ports.take(owner, found));
    }
    if (service.isEmpty()) {
      return new Provided.Refused(
          new Finding(
              Reason.PORTS_EXHAUSTED.word(),
              "all listener ports of the proxy are taken; remove listeners"));
    }
    return going ? new Provided.Done() : written(service.get(), actual);
  }

  private Provided written(Service wanted, Optional<Service> known) {
    try {
      write(wanted, known);
      return new Provided.Done();
    } catch (KubernetesClientException e) {
      return new Provided.Refused(
          new Finding(
              Reason.HUB_REFUSED.word(),
              "the hub's API server refused the Service: "
                  + Applier.refusal(e)
                  + "; ask the hub's administrator to let it in"));
    }
  }

  private void remember(Place place, Optional<Service> actual) {
    actual
        .map(Service::getStatus)
        .map(status -> status.getLoadBalancer())
        .flatMap(
            balancer ->
                balancer.getIngress().stream()
                    .map(LoadBalancerIngress::getIp)
                    .filter(Objects::nonNull)
                    .findFirst())
        .ifPresent(address -> addresses.put(place, address));
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
    addresses.remove(new Place(namespace, owner));
    ports.release(namespace, owner);
    caches
        .services()
        .get(namespace, HubService.name(owner))
        .filter(HubServices::isOfLayer7)
        .filter(service -> !service.isMarkedForDeletion())
        .ifPresent(applier::delete);
  }

  private static boolean isOfLayer7(Service service) {
    return HubService.route(service).or(() -> HubService.gateway(service)).isPresent();
  }
}
