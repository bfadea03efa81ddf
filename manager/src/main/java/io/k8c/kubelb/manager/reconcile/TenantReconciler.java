package io.k8c.kubelb.manager.reconcile;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.api.config.informer.Informer;
import io.javaoperatorsdk.operator.api.reconciler.Cleaner;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.DeleteControl;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.k8c.kubelb.api.Tenant;
import io.k8c.kubelb.api.TenantNamespace;
import io.k8c.kubelb.api.Wire;
import io.k8c.kubelb.kit.Conditions;
import io.k8c.kubelb.kit.apply.Applier;
import io.k8c.kubelb.kit.watch.Cached;
import io.k8c.kubelb.kit.watch.CachedEventSource;
import io.k8c.kubelb.kit.watch.Trigger;
import io.k8c.kubelb.manager.feed.HubCaches;
import io.k8c.kubelb.manager.feed.Tenancy;
import io.k8c.kubelb.manager.plan.TenantObjects;
import io.k8c.kubelb.manager.plan.TenantPolicy;
import io.k8c.kubelb.manager.plan.TenantStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Gives every Tenant its namespace, its CCM's access and its proxy, and takes them back in order.
 */
@ControllerConfiguration(name = "tenant", finalizerName = Wire.FINALIZER, informer = @Informer)
public final class TenantReconciler implements Reconciler<Tenant>, Cleaner<Tenant> {
  /** Secrets are not watched, since watching them would mean reading those of everyone. */
  private static final Duration LOOK_AT_SECRETS = Duration.ofMinutes(1);

  /** What the hub's API server refused is tried again: a quota may have been raised. */
  private static final Duration REFUSED = Duration.ofSeconds(30);

  private static final Duration GONE_SOON = Duration.ofMillis(500);

  private final HubCaches caches;
  private final Tenancy tenancy;
  private final Writing writing;
  private final TenantCredentials credentials;
  private final TenantRemoval removal;
  private final TenantProxy proxy;
  private final SharedIngress ingress;
  private final Pauses tokens;
  private final Trigger<Tenant> decided = new Trigger<>("decided");

  public TenantReconciler(
      HubCaches caches,
      Tenancy tenancy,
      Writing writing,
      TenantCredentials credentials,
      TenantProxy proxy,
      SharedIngress ingress,
      TenantRemoval removal) {
    this.caches = caches;
    this.tenancy = tenancy;
    this.writing = writing;
    this.credentials = credentials;
    this.proxy = proxy;
    this.ingress = ingress;
    this.removal = removal;
    this.tokens = new Pauses(writing.clock());
  }

  /** What the Ingresses of a tenant share has changed. */
  public void decided(String namespace) {
    tenancy.tenant(namespace).map(ResourceID::fromResource).ifPresent(decided::fire);
  }

  @Override
  public List<EventSource<?, Tenant>> prepareEventSources(EventSourceContext<Tenant> context) {
    List<EventSource<?, Tenant>> sources = new ArrayList<>();
    sources.add(decided);
    sources.add(new CachedEventSource<>(caches.configs(), config -> all()));
    // The policy is read from this cache, which may be behind the controller's own.
    sources.add(
        new CachedEventSource<>(
            caches.tenants(),
            tenant -> Set.of(ResourceID.fromResource(tenant)),
            (before, after) ->
                !Objects.equals(
                    before.getMetadata().getGeneration(), after.getMetadata().getGeneration())));
    sources.add(firstOrLast(caches.loadBalancers()));
    sources.add(firstOrLast(caches.routes()));
    for (Cached<? extends HasMetadata> children :
        List.of(
            caches.namespaces(),
            caches.serviceAccounts(),
            caches.roleBindings(),
            caches.states(),
            caches.configMaps(),
            caches.services(),
            caches.deployments(),
            caches.daemonSets(),
            caches.budgets())) {
      sources.add(new CachedEventSource<>(children, TenantReconciler::owner));
    }
    return sources;
  }

  private Set<ResourceID> all() {
    return caches.tenants().all().stream()
        .map(ResourceID::fromResource)
        .collect(Collectors.toSet());
  }

  /** A proxy comes with the first load balancer or route and goes with the last. */
  private <T extends HasMetadata> EventSource<T, Tenant> firstOrLast(Cached<T> cache) {
    return new CachedEventSource<>(
        cache,
        object -> {
          String namespace = object.getMetadata().getNamespace();
          return cache.toldIn(namespace) > 1
              ? Set.of()
              : tenancy.tenant(namespace).map(ResourceID::fromResource).stream()
                  .collect(Collectors.toSet());
        },
        (before, after) -> false);
  }

  private static Set<ResourceID> owner(HasMetadata child) {
    var labels = child.getMetadata().getLabels();
    String name = labels == null ? null : labels.get(TenantObjects.LABEL_TENANT_NAME);
    return name == null ? Set.of() : Set.of(new ResourceID(name));
  }

  @Override
  public UpdateControl<Tenant> reconcile(Tenant tenant, Context<Tenant> context) {
    String namespace = TenantNamespace.of(tenant.getMetadata().getName());
    Optional<Tenant> holder =
        tenancy
            .tenant(namespace)
            .filter(other -> !other.getMetadata().getUid().equals(tenant.getMetadata().getUid()));
    if (holder.isPresent()) {
      tell(tenant, TenantStatus.conflict(namespace, holder.get()));
      return UpdateControl.noUpdate();
    }
    Optional<TenantPolicy> known = tenancy.policy(namespace);
    if (known.isEmpty()) {
      return UpdateControl.noUpdate();
    }
    try {
      return apply(tenant, known.get());
    } catch (KubernetesClientException e) {
      TenantStatus refused = TenantStatus.refused(namespace, Applier.refusal(e));
      tell(tenant, refused);
      return UpdateControl.<Tenant>noUpdate().rescheduleAfter(LOOK_AT_SECRETS);
    }
  }

  private UpdateControl<Tenant> apply(Tenant tenant, TenantPolicy policy) {
    String namespace = policy.namespace();
    apply(TenantObjects.namespace(tenant, isCreated(namespace)), caches.namespaces(), null);
    credentials.grant(tenant);
    Optional<String> awaited = credentials.publish(tenant);
    apply(TenantObjects.state(tenant), caches.states(), namespace);
    int ready = proxy.apply(tenant, policy);
    ingress.apply(tenant, policy);
    credentials.tellState(tenant, policy);
    tell(
        tenant,
        TenantStatus.of(
            tenant,
            namespace,
            new TenantStatus.Proxies(
                proxy.isNeeded(namespace), ready, proxy.isUnmonitored(policy))));
    return UpdateControl.<Tenant>noUpdate()
        .rescheduleAfter(
            pause(ResourceID.fromResource(tenant), awaited)
                .orElse(ingress.obstacle(namespace).isPresent() ? REFUSED : LOOK_AT_SECRETS));
  }

  /** How long to wait for a token that is still to come. */
  private Optional<Duration> pause(ResourceID tenant, Optional<String> awaited) {
    if (awaited.isEmpty()) {
      tokens.over(tenant);
    }
    return awaited.map(secret -> tokens.next(tenant, secret));
  }

  /** A namespace that was there before we came stays when the Tenant goes. */
  private boolean isCreated(String namespace) {
    return caches
        .namespaces()
        .get(null, namespace)
        .map(
            found ->
                "true".equals(found.getMetadata().getLabels().get(TenantObjects.LABEL_CREATED)))
        .orElseGet(() -> !credentials.namespaceExists(namespace));
  }

  private <T extends HasMetadata> void apply(
      T desired, Cached<T> cache, @Nullable String namespace) {
    writing
        .applier()
        .apply(desired, cache.get(namespace, desired.getMetadata().getName()).orElse(null));
  }

  private void tell(Tenant tenant, TenantStatus said) {
    Tenant told = new Tenant();
    told.setMetadata(new ObjectMetaBuilder().withName(tenant.getMetadata().getName()).build());
    Tenant.Status before = tenant.getStatus();
    told.setStatus(
        new Tenant.Status(
            tenant.getMetadata().getGeneration(),
            said.phase(),
            said.namespace(),
            Conditions.since(
                before == null ? List.of() : before.conditions(),
                said.verdicts(),
                tenant.getMetadata().getGeneration(),
                writing.clock())));
    var _ = writing.applier().applyStatus(told, tenant);
    Stream.of(said.note())
        .flatMap(Optional::stream)
        .forEach(note -> writing.events().tell(tenant, note));
  }

  @Override
  public DeleteControl cleanup(Tenant tenant, Context<Tenant> context) {
    tokens.over(ResourceID.fromResource(tenant));
    Optional<String> left = removal.remove(tenant);
    if (left.isEmpty()) {
      return DeleteControl.defaultDelete();
    }
    tell(
        tenant,
        TenantStatus.terminating(TenantNamespace.of(tenant.getMetadata().getName()), left.get()));
    return DeleteControl.noFinalizerRemoval().rescheduleAfter(GONE_SOON);
  }
}
