package io.k8c.kubelb.manager.route;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Decides for the tenants that share Gateways of the hub, where what fails must cost nobody else
 * anything: a route that a pass cannot take stands as it stood last. Used by one thread at a time.
 */
public final class SharedPass {
  private final RouteMemory memory = new RouteMemory();
  private Map<String, SharedView.Tenant> last = Map.of();

  /** A route that could not be taken as it is now. */
  public record Failure(String tenant, String route, RuntimeException cause) {}

  /** What was decided, and without what. */
  public record Decided(SharedGateways gateways, List<Failure> failures) {
    public Decided {
      failures = List.copyOf(failures);
    }
  }

  /** Decides; throws where the failure is no single route's. */
  public Decided of(SharedView view) {
    List<Failure> failures = new ArrayList<>();
    SharedView taken = view;
    SharedGateways decided;
    try {
      decided = SharedGateways.of(view, memory);
    } catch (RuntimeException e) {
      taken = withoutFailing(view, failures);
      decided = SharedGateways.of(taken, memory);
    }
    last = taken.tenants();
    return new Decided(decided, failures);
  }

  private SharedView withoutFailing(SharedView view, List<Failure> failures) {
    Map<String, SharedView.Tenant> tenants = new HashMap<>();
    view.tenants()
        .forEach(
            (namespace, tenant) ->
                tenants.put(
                    namespace,
                    failure(view, namespace, tenant).isEmpty()
                        ? tenant
                        : withoutFailing(view, namespace, tenant, failures)));
    return view.with(tenants);
  }

  private SharedView.Tenant withoutFailing(
      SharedView view, String namespace, SharedView.Tenant tenant, List<Failure> failures) {
    List<ParsedSource> kept = new ArrayList<>();
    for (ParsedSource route : tenant.routes()) {
      Optional<RuntimeException> cause = failure(view, namespace, tenant.with(List.of(route)));
      if (cause.isEmpty()) {
        kept.add(route);
      } else {
        failures.add(new Failure(namespace, route.name(), cause.get()));
        before(namespace, route)
            .filter(known -> failure(view, namespace, tenant.with(List.of(known))).isEmpty())
            .ifPresent(kept::add);
      }
    }
    return tenant.with(kept);
  }

  private Optional<ParsedSource> before(String namespace, ParsedSource route) {
    return Optional.ofNullable(last.get(namespace)).stream()
        .flatMap(tenant -> tenant.routes().stream())
        .filter(known -> known.name().equals(route.name()))
        .findFirst();
  }

  private static Optional<RuntimeException> failure(
      SharedView view, String namespace, SharedView.Tenant tenant) {
    try {
      SharedGateways _ = SharedGateways.of(view.with(Map.of(namespace, tenant)));
      return Optional.empty();
    } catch (RuntimeException e) {
      return Optional.of(e);
    }
  }
}
