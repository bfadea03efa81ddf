package io.k8c.kubelb.manager.feed;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.k8c.kubelb.api.ConditionType;
import io.k8c.kubelb.api.Wire;
import io.k8c.kubelb.kit.watch.KnownKinds;
import io.k8c.kubelb.manager.route.delegate.HubKind;
import io.k8c.kubelb.manager.route.delegate.HubObjects;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The kinds of layer 7 that the hub has now; which those are may change at any time. */
public final class HubKinds implements HubObjects, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(HubKinds.class);
  private static final Set<HubKind> ALL =
      Set.of(HubKind.GATEWAY, HubKind.GATEWAY_CLASS, HubKind.REFERENCE_GRANT);
  private static final Set<HubKind> TOLD = Set.of(HubKind.GATEWAY_CLASS, HubKind.LISTENER_SET);
  private static final int MILLIS_BETWEEN_LOOKS = 5_000;
  private static final int MILLIS_BETWEEN_TRIES = 200;

  private final KnownKinds<HubKind> known;
  private final Predicate<String> served;
  private final CopyOnWriteArrayList<Listener> listeners = new CopyOnWriteArrayList<>();
  private volatile Runnable toldListener = () -> {};
  private final Thread looker = Thread.ofVirtual().name("hub-kinds").unstarted(this::run);

  /** Told of what concerns the layer 7 of tenants. */
  interface Listener {
    /** An object that stands for a Route is another one than before. */
    void delegateChanged(String namespace, String route);

    /** A Gateway of the hub is another one, or the hub has other kinds than before. */
    void hubChanged();
  }

  /**
   * Not started yet.
   *
   * @param served whether the Gateway of a UID has a Service
   */
  public HubKinds(KubernetesClient client, Predicate<String> served) {
    this.known = new KnownKinds<>(client, HubKind.class, this::changed);
    this.served = served;
  }

  /** Whom to tell that a GatewayClass or ListenerSet is another one, be it in its status only. */
  public void onTold(Runnable listener) {
    toldListener = listener;
  }

  void onChange(Listener listener) {
    listeners.add(listener);
  }

  /** Reads all that there is, and goes on looking for more. */
  public void complete() throws InterruptedException {
    boolean looked = false;
    while (!looked) {
      try {
        known.look();
        looked = true;
      } catch (RuntimeException e) {
        log.atDebug().setCause(e).log("cannot see which kinds the hub has, trying again");
        Thread.sleep(MILLIS_BETWEEN_TRIES);
      }
    }
    looker.start();
  }

  private void run() {
    try {
      while (true) {
        Thread.sleep(MILLIS_BETWEEN_LOOKS);
        look();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void look() throws InterruptedException {
    try {
      if (known.look()) {
        listeners.forEach(Listener::hubChanged);
      }
    } catch (RuntimeException e) {
      log.atDebug().setCause(e).log("cannot see which kinds the hub has, trying again");
    }
  }

  private void changed(
      HubKind kind,
      @Nullable GenericKubernetesResource before,
      @Nullable GenericKubernetesResource after) {
    GenericKubernetesResource object = after != null ? after : before;
    if (object == null) {
      return;
    }
    Optional<String> route = route(object);
    if (route.isPresent()) {
      listeners.forEach(
          listener -> listener.delegateChanged(object.getMetadata().getNamespace(), route.get()));
    } else if (ALL.contains(kind) && !means(before).equals(means(after))) {
      listeners.forEach(Listener::hubChanged);
    }
    if (route.isEmpty() && TOLD.contains(kind)) {
      toldListener.run();
    }
  }

  /** The Route that an object stands for, by our label. */
  public static Optional<String> route(HasMetadata object) {
    Map<String, String> labels =
        Objects.requireNonNullElse(object.getMetadata().getLabels(), Map.of());
    return Optional.ofNullable(labels.get(Wire.LABEL_DELEGATE));
  }

  /** What of an object tenants' routes depend on; its status is not among it. */
  private static Optional<Object> means(@Nullable GenericKubernetesResource object) {
    return Optional.ofNullable(object).map(found -> found.getAdditionalProperties().get("spec"));
  }

  @Override
  public Optional<String> version(HubKind kind) {
    return known.version(kind);
  }

  @Override
  public Optional<GenericKubernetesResource> get(HubKind kind, String namespace, String name) {
    return known.get(kind, namespace, name);
  }

  /** The hub's own Gateways that we serve. */
  public List<GenericKubernetesResource> ownGateways() {
    return known.all(HubKind.GATEWAY).stream()
        .filter(gateway -> !gateway.isMarkedForDeletion())
        .filter(gateway -> route(gateway).isEmpty())
        .filter(this::isOurs)
        .toList();
  }

  /** A class that is lost by accident does not take everything with it that is served. */
  @Override
  public boolean isOurs(GenericKubernetesResource gateway) {
    return gatewayClass(gateway)
        .map(HubObjects::namesUs)
        .orElseGet(() -> served.test(gateway.getMetadata().getUid()));
  }

  /** Whether the status of a Gateway of ours says that its current spec is served. */
  static boolean isProgrammed(GenericKubernetesResource gateway) {
    return gateway.get("status", "conditions") instanceof List<?> conditions
        && conditions.stream()
            .anyMatch(
                each ->
                    each instanceof Map<?, ?> condition
                        && ConditionType.PROGRAMMED.equals(condition.get("type"))
                        && "True".equals(condition.get("status"))
                        && condition.get("observedGeneration") instanceof Number generation
                        && Objects.equals(
                            generation.longValue(), gateway.getMetadata().getGeneration()));
  }

  /** The hub's GatewayClasses that name us. */
  public List<GenericKubernetesResource> ownClasses() {
    return known.all(HubKind.GATEWAY_CLASS).stream().filter(HubObjects::namesUs).toList();
  }

  /** The hub's ListenerSets whose parent is a Gateway that we serve. */
  public List<GenericKubernetesResource> ownListenerSets() {
    return known.all(HubKind.LISTENER_SET).stream()
        .filter(set -> !set.isMarkedForDeletion())
        .filter(set -> route(set).isEmpty())
        .filter(
            set ->
                set.get("spec", "parentRef", "name") instanceof String name
                    && get(HubKind.GATEWAY, parentNamespace(set), name)
                        .filter(gateway -> route(gateway).isEmpty())
                        .filter(this::isOurs)
                        .isPresent())
        .toList();
  }

  private static String parentNamespace(GenericKubernetesResource set) {
    return set.get("spec", "parentRef", "namespace") instanceof String namespace
        ? namespace
        : set.getMetadata().getNamespace();
  }

  /** Every ReferenceGrant of the hub. */
  List<GenericKubernetesResource> grants() {
    return known.all(HubKind.REFERENCE_GRANT);
  }

  /** The objects that stand for a Route. */
  public List<GenericKubernetesResource> of(HubKind kind, String namespace, String route) {
    return known.indexed(kind, namespace, route);
  }

  /** Takes over what the API server answered to a write. */
  public void wrote(GenericKubernetesResource object) {
    String version = object.getApiVersion();
    HubKind.of(version.substring(0, Math.max(0, version.indexOf('/'))), object.getKind())
        .ifPresent(kind -> known.wrote(kind, object));
  }

  @Override
  public void close() {
    looker.interrupt();
    known.close();
  }
}
