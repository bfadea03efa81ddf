package io.k8c.kubelb.manager.plan;

import io.k8c.kubelb.api.EndpointGroup;
import io.k8c.kubelb.api.ObjectReference;
import io.k8c.kubelb.api.Reason;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Whether a load balancer is served at all: a list of small checks, the first refusal counts. */
final class Admission {
  private static final List<Function<LoadBalancerView, Optional<Refusal>>> CHECKS =
      List.of(Admission::tenantExists, Admission::enabled, Admission::refersToOwnNamespace);

  private Admission() {}

  /** Why not, and what to do about it. */
  record Refusal(Reason reason, String message) {}

  static Optional<Refusal> refusal(LoadBalancerView view) {
    return CHECKS.stream().map(check -> check.apply(view)).flatMap(Optional::stream).findFirst();
  }

  private static Optional<Refusal> tenantExists(LoadBalancerView view) {
    return view.policy().isPresent()
        ? Optional.empty()
        : Optional.of(
            new Refusal(
                Reason.TENANT_NOT_FOUND,
                "no Tenant stands for namespace "
                    + view.loadBalancer().getMetadata().getNamespace()
                    + "; create it in the hub"));
  }

  private static Optional<Refusal> enabled(LoadBalancerView view) {
    return view.policy().map(TenantPolicy::loadBalancersDisabled).orElse(false)
        ? Optional.of(
            new Refusal(
                Reason.DISABLED,
                "load balancers are disabled for this tenant; ask the hub's administrator to set"
                    + " spec.loadBalancer.disable to false in the Tenant and in Config default"))
        : Optional.empty();
  }

  /** A reference into another namespace would read what is another tenant's. */
  private static Optional<Refusal> refersToOwnNamespace(LoadBalancerView view) {
    String own = view.loadBalancer().getMetadata().getNamespace();
    for (EndpointGroup group : view.loadBalancer().getSpec().endpoints()) {
      ObjectReference reference = group.addressesReference();
      if (reference != null && !isOwn(reference, own)) {
        return Optional.of(
            new Refusal(
                Reason.INVALID_VALUE,
                "spec.endpoints.addressesReference must name an object of kind Addresses in"
                    + " namespace "
                    + own));
      }
    }
    return Optional.empty();
  }

  private static boolean isOwn(ObjectReference reference, String namespace) {
    return isAbsentOr(reference.namespace(), namespace)
        && isAbsentOr(reference.kind(), "Addresses")
        && (reference.apiVersion() == null || reference.apiVersion().startsWith("kubelb.k8c.io/"));
  }

  private static boolean isAbsentOr(
      @org.jspecify.annotations.Nullable String value, String expected) {
    return value == null || value.isEmpty() || value.equals(expected);
  }
}
