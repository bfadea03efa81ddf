package io.k8c.kubelb.manager.reconcile;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.k8c.kubelb.api.LoadBalancer;
import io.k8c.kubelb.api.TenantNamespace;
import io.k8c.kubelb.kit.Conditions;
import io.k8c.kubelb.kit.apply.Applier;
import io.k8c.kubelb.kit.apply.Events;
import io.k8c.kubelb.kit.watch.CachedEventSource;
import io.k8c.kubelb.kit.watch.Trigger;
import io.k8c.kubelb.manager.feed.HubCaches;
import io.k8c.kubelb.manager.feed.Intended;
import io.k8c.kubelb.manager.feed.ReplicaReport;
import io.k8c.kubelb.manager.feed.Tenancy;
import io.k8c.kubelb.manager.plan.HubService;
import io.k8c.kubelb.manager.plan.LoadBalancerPlan;
import io.k8c.kubelb.manager.plan.LoadBalancerView;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Gives every load balancer its hub Service and tells what became of it. */
public final class LoadBalancerReconciler implements Reconciler<LoadBalancer> {
  /** What the hub's API server refused is tried again: a quota may have been raised. */
  private static final Duration REFUSED = Duration.ofSeconds(30);

  /** Not everything that ends a wait is an event. */
  private static final Duration PENDING = Duration.ofSeconds(6);

  private final HubCaches caches;
  private final Intended intended;
  private final Tenancy tenancy;
  private final ProgrammingView programming;
  private final PortLedger ports;
  private final Applier applier;
  private final Events events;
  private final Clock clock;
  private final Patience patience;
  private final Trigger<LoadBalancer> progress = new Trigger<>("progress");

  public LoadBalancerReconciler(
      HubCaches caches,
      Intended intended,
      Tenancy tenancy,
      ProgrammingView programming,
      PortLedger ports,
      Writing writing) {
    this.caches = caches;
    this.intended = intended;
    this.tenancy = tenancy;
    this.programming = programming;
    this.ports = ports;
    this.applier = writing.applier();
    this.events = writing.events();
    this.clock = writing.clock();
    this.patience = new Patience(clock);
  }

  /** Fired when proxies have taken something over or refused it. */
  public Trigger<LoadBalancer> progress() {
    return progress;
  }

  @Override
  public List<EventSource<?, LoadBalancer>> prepareEventSources(
      EventSourceContext<LoadBalancer> context) {
    return List.of(
        progress,
        new CachedEventSource<>(
            caches.loadBalancers(),
            object -> Set.of(ResourceID.fromResource(object)),
            LoadBalancerReconciler::isChange),
        new CachedEventSource<>(caches.services(), LoadBalancerReconciler::owner),
        new CachedEventSource<>(caches.reports(), LoadBalancerReconciler::reported),
        new CachedEventSource<>(
            caches.addresses(), object -> inNamespace(object.getMetadata().getNamespace())),
        new CachedEventSource<>(
            caches.tenants(),
            tenant -> inNamespace(TenantNamespace.of(tenant.getMetadata().getName()))),
        new CachedEventSource<>(caches.configs(), config -> all()),
        new CachedEventSource<>(
            caches.deployments(),
            object -> inNamespace(object.getMetadata().getNamespace()),
            (before, after) -> ProxyReadiness.ready(before) > 0 != ProxyReadiness.ready(after) > 0),
        new CachedEventSource<>(
            caches.daemonSets(),
            object -> inNamespace(object.getMetadata().getNamespace()),
            (before, after) ->
                ProxyReadiness.ready(before) > 0 != ProxyReadiness.ready(after) > 0));
  }

  /** Our own status writes concern nobody here. */
  public static boolean isChange(LoadBalancer before, LoadBalancer after) {
    var then = before.getMetadata();
    var now = after.getMetadata();
    return !Objects.equals(now.getGeneration(), then.getGeneration())
        || !Objects.equals(now.getAnnotations(), then.getAnnotations())
        || !Objects.equals(now.getLabels(), then.getLabels())
        || !Objects.equals(now.getDeletionTimestamp(), then.getDeletionTimestamp());
  }

  private static Set<ResourceID> owner(Service service) {
    return HubService.loadBalancer(service)
        .map(name -> Set.of(new ResourceID(name, service.getMetadata().getNamespace())))
        .orElse(Set.of());
  }

  private static Set<ResourceID> reported(ConfigMap report) {
    Set<ResourceID> concerned = new HashSet<>();
    ReplicaReport.read(report)
        .proxies()
        .forEach(
            (namespace, proxy) ->
                Stream.of(proxy.accepted(), proxy.rejected())
                    .flatMap(names -> names.keySet().stream())
                    .forEach(name -> concerned.add(new ResourceID(name, namespace))));
    return concerned;
  }

  private Set<ResourceID> inNamespace(String namespace) {
    return ids(caches.loadBalancers().inNamespace(namespace));
  }

  private Set<ResourceID> all() {
    return ids(caches.loadBalancers().all());
  }

  private static Set<ResourceID> ids(List<LoadBalancer> loadBalancers) {
    return loadBalancers.stream().map(ResourceID::fromResource).collect(Collectors.toSet());
  }

  @Override
  public UpdateControl<LoadBalancer> reconcile(
      LoadBalancer noticed, Context<LoadBalancer> context) {
    if (context.isPrimaryResourceDeleted() || noticed.isMarkedForDeletion()) {
      remove(noticed);
      return UpdateControl.noUpdate();
    }
    // What is not in this cache yet triggers again when it is.
    return caches
        .loadBalancers()
        .get(namespace(noticed), name(noticed))
        .map(this::carryOut)
        .orElseGet(UpdateControl::noUpdate);
  }

  private UpdateControl<LoadBalancer> carryOut(LoadBalancer owner) {
    LoadBalancerView view = tenancy.view(owner);
    LoadBalancerPlan plan;
    synchronized (ports.lock(namespace(owner))) {
      plan =
          LoadBalancerPlan.of(
              view, programming.of(view), ports.taken(namespace(owner), name(owner)));
      plan.service().ifPresent(service -> ports.take(name(owner), service));
    }
    plan.obsolete().filter(service -> !service.isMarkedForDeletion()).ifPresent(applier::delete);
    try {
      plan.service()
          .filter(_ -> view.service().filter(Service::isMarkedForDeletion).isEmpty())
          .ifPresent(service -> write(service, view.service()));
    } catch (KubernetesClientException e) {
      UpdateControl<LoadBalancer> told = tell(owner, plan.refusedByHub(view, Applier.refusal(e)));
      return told.rescheduleAfter(REFUSED);
    }
    return tell(owner, plan);
  }

  private void write(Service wanted, Optional<Service> known) {
    if (known.isPresent()) {
      caches.services().wrote(applier.apply(wanted, known.get()));
    } else {
      Service _ =
          intended.during(wanted, () -> caches.services().wrote(applier.apply(wanted, null)));
    }
  }

  private UpdateControl<LoadBalancer> tell(LoadBalancer owner, LoadBalancerPlan plan) {
    String uid = owner.getMetadata().getUid();
    // Before any patience: what happened stays true, however soon the state is another one.
    plan.notes().forEach(note -> events.tell(owner, note));
    if (plan.transientState()) {
      Optional<Duration> wait = patience.wait(uid);
      if (wait.isPresent()) {
        return UpdateControl.<LoadBalancer>noUpdate().rescheduleAfter(wait.get());
      }
    } else {
      patience.over(uid);
    }
    caches.loadBalancers().wrote(applier.applyStatus(withStatus(owner, plan), owner));
    UpdateControl<LoadBalancer> done = UpdateControl.noUpdate();
    return plan.transientState() ? done.rescheduleAfter(PENDING) : done;
  }

  private LoadBalancer withStatus(LoadBalancer owner, LoadBalancerPlan plan) {
    LoadBalancer.Status before = owner.getStatus();
    LoadBalancer.Status wanted = plan.status();
    LoadBalancer told = new LoadBalancer();
    told.setMetadata(
        new ObjectMetaBuilder().withName(name(owner)).withNamespace(namespace(owner)).build());
    told.setStatus(
        new LoadBalancer.Status(
            wanted.observedGeneration(),
            wanted.address(),
            wanted.loadBalancer(),
            wanted.service(),
            wanted.hostname(),
            wanted.previousAddresses(),
            Conditions.since(
                before == null ? List.of() : before.conditions(),
                plan.verdicts(),
                owner.getMetadata().getGeneration(),
                clock)));
    return told;
  }

  /** The owner's reference does it as well, but later. */
  private void remove(LoadBalancer owner) {
    patience.over(owner.getMetadata().getUid());
    programming.forget(owner);
    ports.release(namespace(owner), name(owner));
    caches
        .services()
        .get(namespace(owner), HubService.name(name(owner)))
        .filter(service -> !service.isMarkedForDeletion())
        .ifPresent(applier::delete);
  }

  private static String name(LoadBalancer owner) {
    return owner.getMetadata().getName();
  }

  private static String namespace(LoadBalancer owner) {
    return owner.getMetadata().getNamespace();
  }
}
