package io.k8c.kubelb.ccm.reconcile;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.k8c.kubelb.ccm.source.ObjectKey;
import io.k8c.kubelb.ccm.source.Offer;
import io.k8c.kubelb.ccm.source.TwinPlan;
import io.k8c.kubelb.kit.apply.Applier;
import io.k8c.kubelb.kit.watch.ReducedStore;
import java.net.HttpURLConnection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Keeps the twins by which the nodes offer Services that have no node ports of their own. */
final class Twins {
  private static final int LOCKS = 64;
  private static final String NO_PORT = "failed to allocate a nodePort";
  private static final String NONE_LEFT =
      "the cluster has none left; delete Services of type NodePort or LoadBalancer that are not"
          + " needed, or widen --service-node-port-range of its API server";

  private final ReducedStore<Service> services;
  private final LocalEndpoints local;
  private final Applier applier;
  private final Map<ObjectKey, Offer> offers = new ConcurrentHashMap<>();
  private final ReentrantLock[] locks =
      Stream.generate(ReentrantLock::new).limit(LOCKS).toArray(ReentrantLock[]::new);

  Twins(ReducedStore<Service> services, LocalEndpoints local, Applier applier) {
    this.services = services;
    this.local = local;
    this.applier = applier;
  }

  /** How the nodes offer a Service; makes what is needed for it. */
  Offer offer(Service service) {
    ObjectKey key = key(service);
    return alone(
        key,
        () -> {
          Offer offer = made(service);
          offers.put(key, offer);
          return offer;
        });
  }

  private <R> R alone(ObjectKey key, Supplier<R> work) {
    ReentrantLock lock = locks[Math.floorMod(key.hashCode(), LOCKS)];
    lock.lock();
    try {
      return work.get();
    } finally {
      lock.unlock();
    }
  }

  /** How a Service was offered when somebody asked last. */
  Optional<Offer> known(ObjectKey service) {
    return Optional.ofNullable(offers.get(service));
  }

  private Offer made(Service service) {
    Optional<Service> named = twin(key(service));
    return switch (TwinPlan.of(service, named)) {
      case TwinPlan.Own own -> own.offer().at(local.of(service));
      case TwinPlan.Refused refused -> refused.offer();
      case TwinPlan.Twin twin -> applied(service, twin.desired(), named.orElse(null));
    };
  }

  private Offer applied(
      Service service, Service desired, @org.jspecify.annotations.Nullable Service actual) {
    try {
      Service twin = services.wrote(applier.apply(desired, actual));
      return TwinPlan.offer(service, twin).at(local.of(twin));
    } catch (KubernetesClientException e) {
      return TwinPlan.without(
          service,
          "no node ports for Service %s: %s"
              .formatted(service.getMetadata().getName(), refusal(e)));
    }
  }

  /** A full range of node ports is an internal error to the API server. */
  static String refusal(KubernetesClientException failure) {
    String said = failure.getStatus() == null ? null : failure.getStatus().getMessage();
    return failure.getCode() == HttpURLConnection.HTTP_INTERNAL_ERROR
            && said != null
            && said.contains(NO_PORT)
        ? NONE_LEFT
        : Applier.refusal(failure);
  }

  private Optional<Service> twin(ObjectKey service) {
    return services.find(service.namespace(), TwinPlan.name(service.name()));
  }

  /** The twin of a Service, if there is one. */
  Optional<Service> ofService(ObjectKey service) {
    return twin(service).filter(TwinPlan::isTwin);
  }

  /** Removes the twin of a Service that nobody needs any more. */
  void release(ObjectKey service, Predicate<ObjectKey> needed) {
    boolean _ =
        alone(
            service,
            () -> {
              if (needed.test(service)) {
                return false;
              }
              offers.remove(service);
              ofService(service).ifPresent(applier::delete);
              return true;
            });
  }

  /** Services that have a twin now. */
  Set<ObjectKey> originals() {
    return services
        .values()
        .filter(TwinPlan::isTwin)
        .map(Twins::original)
        .collect(Collectors.toSet());
  }

  static ObjectKey key(Service service) {
    return ObjectKey.service(service.getMetadata().getNamespace(), service.getMetadata().getName());
  }

  /** The Service that a change of this one concerns: the original, if this is a twin. */
  static ObjectKey original(Service service) {
    return TwinPlan.isTwin(service)
        ? TwinPlan.original(service)
            .map(name -> ObjectKey.service(service.getMetadata().getNamespace(), name))
            .orElseThrow()
        : key(service);
  }
}
