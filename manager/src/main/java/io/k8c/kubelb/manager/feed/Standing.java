package io.k8c.kubelb.manager.feed;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.k8c.kubelb.api.ConditionType;
import io.k8c.kubelb.api.LoadBalancer;
import io.k8c.kubelb.api.Route;
import io.k8c.kubelb.kit.Conditions;
import io.k8c.kubelb.kit.watch.Cached;
import io.k8c.kubelb.manager.plan.ProxyWorkload;
import io.k8c.kubelb.manager.route.Ingresses;
import io.k8c.kubelb.xds.model.ProxyId;
import io.k8c.kubelb.xds.server.Progress;
import io.k8c.kubelb.xds.server.Proxies;
import io.k8c.kubelb.xds.server.Rejection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** What this replica knows of its proxies, as a value. */
public final class Standing {
  private final Proxies proxies;
  private final Cached<LoadBalancer> loadBalancers;
  private final Cached<Route> routes;
  private final HubKinds kinds;
  private final String managerNamespace;

  /**
   * @param managerNamespace where the proxy of the hub's own Gateways runs
   */
  public Standing(Proxies proxies, HubCaches caches, HubKinds kinds, String managerNamespace) {
    this.proxies = proxies;
    this.kinds = kinds;
    this.managerNamespace = managerNamespace;
    this.loadBalancers = caches.loadBalancers();
    this.routes = caches.routes();
  }

  /** Everything that a leader elsewhere has to know. */
  public ReplicaReport report() {
    Map<String, ReplicaReport.Proxy> report = new HashMap<>();
    for (ProxyId proxy : proxies.ids()) {
      int streams = proxies.serving(proxy);
      if (streams > 0) {
        report.put(proxy.name(), report(proxy, streams));
      }
    }
    return new ReplicaReport(report);
  }

  private ReplicaReport.Proxy report(ProxyId proxy, int streams) {
    Map<String, String> accepted = new HashMap<>();
    Map<String, ReplicaReport.Rejected> rejected = new HashMap<>();
    Map<String, Boolean> programmed = new HashMap<>();
    for (LoadBalancer owner : loadBalancers.inNamespace(proxy.name())) {
      programmed.put(owner.getMetadata().getName(), isProgrammed(owner));
    }
    for (Route owner : routes.inNamespace(proxy.name())) {
      programmed.put(RouteFeed.gateway(owner.getMetadata().getName()), isProgrammed(owner));
    }
    if (proxy.name().equals(managerNamespace)) {
      kinds
          .ownGateways()
          .forEach(
              gateway ->
                  programmed.put(
                      RouteFeed.gateway(gateway.getMetadata().getUid()),
                      HubKinds.isProgrammed(gateway)));
    }
    String ingresses = RouteFeed.gateway(Ingresses.SHARED);
    if (revision(proxy.name(), ingresses).isPresent()) {
      // Whether every Ingress was told is not worth the walk.
      programmed.put(ingresses, false);
    }
    programmed.forEach(
        (source, isTold) -> {
          Progress progress = proxies.progress(proxy, source);
          if (!progress.rejections().isEmpty()) {
            rejected.put(
                source, new ReplicaReport.Rejected(progress.revision(), messages(progress)));
          } else if (progress.accepted() && !isTold) {
            accepted.put(source, progress.revision());
          }
        });
    return new ReplicaReport.Proxy(streams, accepted, rejected);
  }

  /** What the own proxies of this replica made of a load balancer; empty where it has none. */
  public Optional<ReplicaReport.Proxy> of(String namespace, String loadBalancer) {
    ProxyId proxy = ProxyWorkload.proxyId(namespace);
    Progress progress = proxies.progress(proxy, loadBalancer);
    if (progress.streams() == 0) {
      return Optional.empty();
    }
    return Optional.of(
        new ReplicaReport.Proxy(
            progress.streams(),
            progress.accepted() ? Map.of(loadBalancer, progress.revision()) : Map.of(),
            progress.rejections().isEmpty()
                ? Map.of()
                : Map.of(
                    loadBalancer,
                    new ReplicaReport.Rejected(progress.revision(), messages(progress)))));
  }

  private static List<String> messages(Progress progress) {
    return progress.rejections().stream().map(Rejection::message).distinct().toList();
  }

  /** The revision of what this replica serves of a source. */
  public Optional<String> revision(String namespace, String source) {
    String revision = proxies.progress(ProxyWorkload.proxyId(namespace), source).revision();
    return Optional.of(revision).filter(found -> !found.isEmpty());
  }

  /**
   * Whether the status of a Gateway says that its current spec is served.
   *
   * @param name of its Route, or the UID of a Gateway of the hub in the manager's namespace
   */
  public boolean isGatewayProgrammed(String namespace, String name) {
    return namespace.equals(managerNamespace)
        ? kinds.ownGateways().stream()
            .filter(gateway -> name.equals(gateway.getMetadata().getUid()))
            .anyMatch(HubKinds::isProgrammed)
        : routes.get(namespace, name).filter(Standing::isProgrammed).isPresent();
  }

  /** Whether the status says that the current spec is served. */
  static boolean isProgrammed(LoadBalancer owner) {
    LoadBalancer.Status status = owner.getStatus();
    return status != null && isProgrammed(owner, status.conditions());
  }

  /** Whether the status says that the current spec is served. */
  public static boolean isProgrammed(Route owner) {
    Route.Status status = owner.getStatus();
    return status != null && isProgrammed(owner, status.conditions());
  }

  private static boolean isProgrammed(HasMetadata owner, List<Condition> conditions) {
    return Conditions.find(conditions, ConditionType.PROGRAMMED)
        .filter(found -> "True".equals(found.getStatus()))
        .filter(
            found ->
                Objects.equals(found.getObservedGeneration(), owner.getMetadata().getGeneration()))
        .isPresent();
  }
}
