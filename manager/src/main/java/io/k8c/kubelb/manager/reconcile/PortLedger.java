package io.k8c.kubelb.manager.reconcile;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.k8c.kubelb.kit.watch.Cached;
import io.k8c.kubelb.manager.plan.HubService;
import io.k8c.kubelb.manager.plan.PortTable;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which load balancer has which listener port of its tenant's proxy: the index of what the hub
 * Services say, plus what is being written to them and has not come back yet.
 */
public final class PortLedger {
  private final Map<String, Map<Integer, String>> owners = new ConcurrentHashMap<>();

  /** An index that follows the hub Services. */
  public PortLedger(Cached<Service> services) {
    services.onChange(this::changed);
  }

  private void changed(@Nullable Service before, @Nullable Service after) {
    Set<Integer> kept = after == null ? Set.of() : ports(after);
    if (before != null) {
      HubService.owner(before)
          .ifPresent(
              owner ->
                  ports(before).stream()
                      .filter(port -> !kept.contains(port))
                      .forEach(port -> of(before).remove(port, owner)));
    }
    if (after != null) {
      HubService.owner(after)
          .ifPresent(owner -> kept.forEach(port -> of(after).putIfAbsent(port, owner)));
    }
  }

  private Map<Integer, String> of(Service service) {
    return of(service.getMetadata().getNamespace());
  }

  private Map<Integer, String> of(String namespace) {
    return owners.computeIfAbsent(namespace, key -> new ConcurrentHashMap<>());
  }

  /** Held while ports are chosen and taken, so that two load balancers do not take one. */
  Object lock(String namespace) {
    return of(namespace);
  }

  /** Whether someone else has a port. */
  IntPredicate taken(String namespace, String loadBalancer) {
    Map<Integer, String> ports = of(namespace);
    return port -> {
      String owner = ports.get(port);
      return owner != null && !owner.equals(loadBalancer);
    };
  }

  /** Takes the ports of a Service that is about to be written. */
  void take(String loadBalancer, Service service) {
    ports(service).forEach(port -> of(service).put(port, loadBalancer));
  }

  /** Gives back what a load balancer had. */
  void release(String namespace, String loadBalancer) {
    of(namespace).values().removeIf(loadBalancer::equals);
  }

  private static Set<Integer> ports(Service service) {
    return service.getSpec().getPorts().stream()
        .map(ServicePort::getTargetPort)
        .filter(target -> target != null && target.getIntVal() != null)
        .map(target -> target.getIntVal())
        .filter(port -> port >= PortTable.FIRST && port <= PortTable.LAST)
        .collect(Collectors.toSet());
  }
}
