package io.k8c.kubelb.ccm.reconcile;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.k8c.kubelb.api.LoadBalancer;
import io.k8c.kubelb.api.Reason;
import io.k8c.kubelb.api.Wire;
import io.k8c.kubelb.ccm.source.Return;
import io.k8c.kubelb.ccm.source.ServiceSettings;
import io.k8c.kubelb.ccm.source.ServiceSource;
import io.k8c.kubelb.ccm.source.Shipment;
import io.k8c.kubelb.kit.Note;
import io.k8c.kubelb.kit.watch.Cached;
import io.k8c.kubelb.kit.watch.CachedEventSource;
import io.k8c.kubelb.kit.watch.Fresh;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries Services of type LoadBalancer to the hub and their addresses back. */
public final class ServiceReconciler implements Reconciler<Service> {
  private static final Logger log = LoggerFactory.getLogger(ServiceReconciler.class);

  private final Cached<LoadBalancer> hub;
  private final Cached<EndpointSlice> slices;
  private final Cached<Node> nodes;
  private final LocalEndpoints local;
  private final ServiceSettings settings;
  private final Finalizers finalizers;
  private final Fresh<Service> fresh = new Fresh<>();
  private final ManagedServices managed;
  private final Propagation propagation;
  private final LongWaits waits;
  private final Retries<Service> retries = new Retries<>();
  private final Sides sides;
  private Supplier<Stream<Service>> primaries = Stream::empty;

  public ServiceReconciler(
      Cached<LoadBalancer> hub,
      Cached<EndpointSlice> slices,
      Cached<Node> nodes,
      LocalEndpoints local,
      ServiceSettings settings,
      ManagedServices managed,
      Propagation propagation,
      Sides sides) {
    this.hub = hub;
    this.slices = slices;
    this.nodes = nodes;
    this.local = local;
    this.settings = settings;
    this.finalizers = new Finalizers(sides.tenant());
    this.managed = managed;
    this.propagation = propagation;
    this.waits = new LongWaits(sides.events(), sides.clock());
    this.sides = sides;
  }

  /** Whether a Service is served by the hub, or was and has to be released. */
  public boolean concerns(Service service) {
    return ServiceSource.isOurs(service, settings) || finalizers.has(service);
  }

  /** Tries again at once what failed; for when the hub is back. */
  public void retryNow() {
    retries.now();
  }

  /** UIDs of all Services of the cluster. */
  public Set<String> alive() {
    return primaries
        .get()
        .map(service -> service.getMetadata().getUid())
        .collect(Collectors.toSet());
  }

  @Override
  public List<EventSource<?, Service>> prepareEventSources(EventSourceContext<Service> context) {
    primaries = context.getPrimaryCache()::list;
    return List.of(
        retries.source(),
        new CachedEventSource<>(hub, ServiceReconciler::origin),
        new CachedEventSource<>(
            slices,
            ServiceReconciler::service,
            (before, after) -> !LocalEndpoints.nodes(before).equals(LocalEndpoints.nodes(after))),
        new CachedEventSource<>(nodes, this::concerned, local::matters));
  }

  private Set<ResourceID> concerned(Node node) {
    return primaries
        .get()
        .filter(
            service -> ServiceSource.isOurs(service, settings) && local.isConcerned(service, node))
        .map(ResourceID::fromResource)
        .collect(Collectors.toSet());
  }

  private static Set<ResourceID> origin(LoadBalancer object) {
    var labels = object.getMetadata().getLabels();
    String name = labels == null ? null : labels.get(Wire.LABEL_ORIGIN_NAME);
    String namespace = labels == null ? null : labels.get(Wire.LABEL_ORIGIN_NAMESPACE);
    return name == null || namespace == null ? Set.of() : Set.of(new ResourceID(name, namespace));
  }

  private static Set<ResourceID> service(EndpointSlice slice) {
    return LocalEndpoints.service(slice)
        .map(name -> Set.of(new ResourceID(name, slice.getMetadata().getNamespace())))
        .orElse(Set.of());
  }

  @Override
  public UpdateControl<Service> reconcile(Service cached, Context<Service> context) {
    Service service = fresh.newest(cached);
    return retries.attempt(service, () -> attempt(service, context.isPrimaryResourceDeleted()));
  }

  private UpdateControl<Service> attempt(Service service, boolean deleted) {
    UpdateControl<Service> done = UpdateControl.noUpdate();
    try {
      if (deleted) {
        fresh.forget(service);
        remove(service);
      } else if (ServiceSource.isOurs(service, settings)) {
        carry(service).ifPresent(done::rescheduleAfter);
      } else if (finalizers.has(service)) {
        release(service);
      }
      return done;
    } catch (KubernetesClientException e) {
      if (e.getCode() != HttpURLConnection.HTTP_CONFLICT) {
        tell(service, HubFailure.of(e));
      }
      throw e;
    }
  }

  /** Returns when to look again though nothing happens. */
  private Optional<Duration> carry(Service found) {
    Service service = found;
    long seen = System.nanoTime();
    Shipment<LoadBalancer> shipment = ServiceSource.toHub(service, settings, local.of(service));
    shipment.notes().forEach(note -> tell(found, note));
    Optional<LoadBalancer> known = known(service);
    if (shipment.object().isEmpty()) {
      if (known.isPresent() || finalizers.has(service)) {
        release(service);
      }
      return Optional.empty();
    }
    managed.add(service);
    // Side by side: if either fails, or the Service goes meanwhile, the next round sets it right.
    CompletableFuture<Service> held = finalizers.addAside(found);
    LoadBalancer carried;
    try {
      carried =
          hub.wrote(
              HubFailure.call(
                  () -> sides.toHub().apply(shipment.object().get(), known.orElse(null))));
    } finally {
      service = wrote(Finalizers.joined(held));
    }
    if (known.isEmpty() || !isSameGeneration(known.get(), carried)) {
      propagation.began(carried, seen);
    }
    propagation.observed(carried, conditions(carried));
    if (known.isEmpty()) {
      tell(service, ServiceSource.synced(service, settings.tenantNamespace()));
    }
    if (!settings.ownsStatus()) {
      return Optional.empty();
    }
    if (carried.getStatus() != null) {
      bringBack(service, carried);
    }
    return waits.observed(service, ServiceSource.waitsFor(carried));
  }

  private void bringBack(Service service, LoadBalancer carried) {
    Return<Service> back = ServiceSource.statusBack(service, carried);
    Service told = wrote(sides.toTenant().applyStatus(back.status(), service));
    back.notes().forEach(note -> tell(told, note));
    logged(service, told);
  }

  private Service wrote(Service service) {
    fresh.wrote(service);
    return service;
  }

  private static boolean isSameGeneration(LoadBalancer before, LoadBalancer after) {
    return before.getMetadata().getGeneration().equals(after.getMetadata().getGeneration());
  }

  private static List<Condition> conditions(LoadBalancer carried) {
    return carried.getStatus() == null ? List.of() : carried.getStatus().conditions();
  }

  private Optional<LoadBalancer> known(Service service) {
    return hub.get(settings.tenantNamespace(), service.getMetadata().getUid());
  }

  /** Not ours any more, or about to go: nothing of it may stay in the hub. */
  private void release(Service service) {
    remove(service);
    if (settings.ownsStatus() && !service.isMarkedForDeletion()) {
      Service _ = sides.toTenant().applyStatus(ServiceSource.withoutStatus(service), service);
      tell(
          service,
          Note.normal(
              Reason.REMOVED.word(), "not served by the hub any more, its address is gone"));
    }
    finalizers.remove(service);
  }

  private void remove(Service service) {
    managed.remove(service);
    propagation.over(service.getMetadata().getUid());
    waits.over(service.getMetadata().getUid());
    known(service).ifPresent(object -> HubFailure.run(() -> sides.toHub().delete(object)));
  }

  private void tell(HasMetadata service, Note note) {
    sides.events().tell(service, note);
  }

  private static void logged(Service before, Service after) {
    String had = ServiceSource.addresses(before);
    String has = ServiceSource.addresses(after);
    if (!had.equals(has)) {
      log.atInfo()
          .addKeyValue("namespace", after.getMetadata().getNamespace())
          .addKeyValue("service", after.getMetadata().getName())
          .addKeyValue("address", has.isEmpty() ? "none" : has)
          .log("address changed");
    }
  }
}
