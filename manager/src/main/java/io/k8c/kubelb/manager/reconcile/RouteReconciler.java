package io.k8c.kubelb.manager.reconcile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.k8c.kubelb.api.Reason;
import io.k8c.kubelb.api.Route;
import io.k8c.kubelb.kit.Conditions;
import io.k8c.kubelb.kit.Note;
import io.k8c.kubelb.kit.process.Leadership;
import io.k8c.kubelb.kit.process.Telemetry;
import io.k8c.kubelb.kit.process.WorkQueue;
import io.k8c.kubelb.kit.watch.CachedEventSource;
import io.k8c.kubelb.kit.watch.Trigger;
import io.k8c.kubelb.manager.feed.HubCaches;
import io.k8c.kubelb.manager.feed.HubKinds;
import io.k8c.kubelb.manager.feed.RouteFeed;
import io.k8c.kubelb.manager.feed.Tenancy;
import io.k8c.kubelb.manager.plan.HubService;
import io.k8c.kubelb.manager.plan.TenantPolicy;
import io.k8c.kubelb.manager.route.GatewayService;
import io.k8c.kubelb.manager.route.Obstacle;
import io.k8c.kubelb.manager.route.Outcome;
import io.k8c.kubelb.manager.route.ParsedSource;
import io.k8c.kubelb.manager.route.StatusTimes;
import io.k8c.kubelb.manager.route.WantedService;
import io.k8c.kubelb.manager.route.spec.Finding;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Gives every Gateway its hub Service and tells of every source what became of it. Where there is
 * much to do, what carries traffic goes before what is said of single routes.
 */
public final class RouteReconciler implements Reconciler<Route>, AutoCloseable {
  /** What the hub's API server refused is tried again: a quota may have been raised. */
  private static final Duration REFUSED = Duration.ofSeconds(30);

  private final HubCaches caches;
  private final Tenancy tenancy;
  private final RouteFeed feed;
  private final HubServices services;
  private final SharedIngress ingress;
  private final Delegates delegates;
  private final GoneRoutes gone;
  private final Writing writing;
  private final Leadership leadership;
  private final WorkQueue<ResourceID> queue;
  private final Trigger<Route> decided = new Trigger<>("decided");

  public RouteReconciler(
      HubCaches caches,
      Tenancy tenancy,
      RouteFeed feed,
      HubServices services,
      SharedIngress ingress,
      Delegates delegates,
      GoneRoutes gone,
      Writing writing,
      Leadership leadership,
      Telemetry telemetry) {
    this.caches = caches;
    this.tenancy = tenancy;
    this.feed = feed;
    this.services = services;
    this.ingress = ingress;
    this.delegates = delegates;
    this.gone = gone;
    this.writing = writing;
    this.leadership = leadership;
    this.queue =
        new WorkQueue<>(
            "manager",
            telemetry,
            route ->
                new WorkQueue.Item("source", route.getNamespace().orElseThrow(), route.getName()),
            this::work);
  }

  /** Begins to work once this process leads. */
  public void start() {
    queue.startLeading(leadership, List::of);
  }

  /** Fired when another outcome was decided. */
  public Trigger<Route> decided() {
    return decided;
  }

  /** Something else keeps the Service from being there that the Ingresses of a tenant share. */
  public void shared(String namespace) {
    caches.routes().inNamespace(namespace).stream()
        .filter(RouteReconciler::isIngress)
        .map(ResourceID::fromResource)
        .forEach(decided::fire);
  }

  @Override
  public List<EventSource<?, Route>> prepareEventSources(EventSourceContext<Route> context) {
    return List.of(
        decided,
        new CachedEventSource<>(caches.services(), RouteReconciler::owner),
        new CachedEventSource<>(caches.slices(), RouteReconciler::owner),
        new CachedEventSource<>(caches.configMaps(), RouteReconciler::owner));
  }

  private static Set<ResourceID> owner(HasMetadata object) {
    return (object instanceof Service service
            ? HubService.route(service)
            : Optional.<String>empty())
        .or(() -> HubKinds.route(object))
        .map(name -> Set.of(new ResourceID(name, object.getMetadata().getNamespace())))
        .orElse(Set.of());
  }

  @Override
  public UpdateControl<Route> reconcile(Route noticed, Context<Route> context) {
    ResourceID route = ResourceID.fromResource(noticed);
    boolean isOnlyTold =
        feed.outcome(noticed.getMetadata().getNamespace(), noticed.getMetadata().getName())
            .filter(outcome -> outcome.service().isEmpty() && outcome.delegates().isEmpty())
            .isPresent();
    if (isOnlyTold) {
      queue.addBehind(route);
    } else {
      queue.add(route);
    }
    return UpdateControl.noUpdate();
  }

  private void work(ResourceID route) {
    String namespace = route.getNamespace().orElseThrow();
    Optional<Route> owner =
        caches
            .routes()
            .get(namespace, route.getName())
            .filter(found -> !found.isMarkedForDeletion());
    Optional<Outcome> outcome = feed.outcome(namespace, route.getName());
    Optional<TenantPolicy> policy = tenancy.policy(namespace);
    if (owner.isEmpty() || outcome.isEmpty() || policy.isEmpty()) {
      // What is decided later triggers again.
      return;
    }
    try {
      if (!isCarriedOut(owner.get(), outcome.get(), policy.get())) {
        queue.addAfter(route, REFUSED);
      }
    } finally {
      gone.wrote(owner.get());
    }
  }

  /** Whether nothing keeps what was decided from being there. */
  private boolean isCarriedOut(Route owner, Outcome outcome, TenantPolicy policy) {
    Optional<Finding> ofService =
        outcome.service().isPresent()
            ? provide(owner, outcome.service().get(), policy)
            : ofShared(owner, outcome);
    Optional<Finding> ofDelegates = delegates.provide(owner, outcome.delegates());
    Optional<Finding> obstacle = ofService.or(() -> ofDelegates);
    Outcome said =
        obstacle
            .map(finding -> Obstacle.over(outcome, ParsedSource.of(owner), finding))
            .orElse(outcome);
    said.notes().forEach(note -> writing.events().tell(owner, note));
    tell(owner, said);
    return obstacle.isEmpty();
  }

  private Optional<Finding> provide(Route owner, WantedService wanted, TenantPolicy policy) {
    Provided provided =
        services.provide(
            owner.getMetadata().getNamespace(),
            owner.getMetadata().getName(),
            wanted,
            (asking, actual, taken) -> GatewayService.of(owner, policy, asking, actual, taken));
    return switch (provided) {
      case Provided.Done _ -> Optional.empty();
      case Provided.Recreated(String message) -> {
        writing.events().tell(owner, Note.normal(Reason.SERVICE_RECREATED.word(), message));
        yield Optional.empty();
      }
      case Provided.Refused(var finding) -> Optional.of(finding);
    };
  }

  /** What keeps the Service from being there that an Ingress shares with others. */
  private Optional<Finding> ofShared(Route owner, Outcome outcome) {
    services.remove(owner.getMetadata().getNamespace(), owner.getMetadata().getName());
    return outcome.delegates().isEmpty() && isIngress(owner)
        ? ingress.obstacle(owner.getMetadata().getNamespace())
        : Optional.empty();
  }

  private static boolean isIngress(Route route) {
    return Optional.ofNullable(route.getSpec())
        .map(Route.Spec::source)
        .map(Route.Source::kubernetes)
        .map(Route.KubernetesSource::resource)
        .filter(resource -> resource.path("kind").asText("").equals("Ingress"))
        .isPresent();
  }

  private void tell(Route owner, Outcome outcome) {
    Route.Status before = owner.getStatus();
    JsonNode last =
        Optional.ofNullable(before)
            .map(Route.Status::resources)
            .map(Route.Resources::route)
            .map(Route.ResourceState::status)
            .orElse(MissingNode.getInstance());
    String now = writing.clock().instant().truncatedTo(ChronoUnit.SECONDS).toString();
    Route told = new Route();
    told.setMetadata(
        new ObjectMetaBuilder()
            .withName(owner.getMetadata().getName())
            .withNamespace(owner.getMetadata().getNamespace())
            .build());
    told.setStatus(
        new Route.Status(
            owner.getMetadata().getGeneration(),
            outcome.address().orElse(null),
            outcome.hostname().orElse(null),
            Conditions.since(
                before == null ? List.of() : before.conditions(),
                outcome.verdicts(),
                owner.getMetadata().getGeneration(),
                writing.clock()),
            new Route.Resources(
                null,
                Map.of(),
                new Route.ResourceState(
                    null,
                    null,
                    null,
                    null,
                    null,
                    StatusTimes.since(last, outcome.status(), now),
                    List.of(),
                    List.of())),
            notes(outcome)));
    caches.routes().wrote(writing.applier().applyStatus(told, owner));
  }

  /** What the tenant's people are warned of, as much as a status has room for. */
  private static List<Route.Note> notes(Outcome outcome) {
    return outcome.notes().stream()
        .filter(Note::warning)
        .map(note -> new Route.Note(note.reason(), shortened(note.message())))
        .distinct()
        .limit(Route.Status.MOST_NOTES)
        .toList();
  }

  private static String shortened(String text) {
    return text.length() > Route.Note.LONGEST ? text.substring(0, Route.Note.LONGEST) : text;
  }

  @Override
  public void close() {
    queue.close();
  }
}
