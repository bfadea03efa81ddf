package io.k8c.kubelb.manager.plan;

import io.k8c.kubelb.api.ConditionType;
import io.k8c.kubelb.api.Reason;
import io.k8c.kubelb.api.Tenant;
import io.k8c.kubelb.kit.Note;
import io.k8c.kubelb.kit.Verdict;
import java.util.List;
import java.util.Optional;

/** What is said of a Tenant. */
public record TenantStatus(
    Tenant.Phase phase, String namespace, List<Verdict> verdicts, Optional<Note> note) {
  public TenantStatus {
    verdicts = List.copyOf(verdicts);
  }

  /**
   * A Tenant whose objects are in place.
   *
   * @param needed whether the tenant has anything to serve
   * @param ready number of ready proxies
   */
  public static TenantStatus of(Tenant tenant, String namespace, boolean needed, int ready) {
    Verdict proxy =
        !needed
            ? Verdict.yes(
                ConditionType.PROXY_READY, Reason.READY.word(), "nothing to serve, no proxy runs")
            : ready > 0
                ? Verdict.yes(ConditionType.PROXY_READY, Reason.READY.word(), "proxies are ready")
                : Verdict.no(
                    ConditionType.PROXY_READY,
                    Reason.PROXY_NOT_READY.word(),
                    "no proxy is ready; look at the pods of "
                        + ProxyWorkload.name(namespace)
                        + " in namespace "
                        + namespace);
    return new TenantStatus(
        Tenant.Phase.READY,
        namespace,
        List.of(
            Verdict.yes(
                ConditionType.READY,
                Reason.READY.word(),
                "carry Secret "
                    + namespace
                    + "/"
                    + TenantObjects.KUBECONFIG
                    + " to the tenant cluster and install the CCM with clusterName="
                    + tenant.getMetadata().getName()),
            proxy),
        Optional.empty());
  }

  /** A Tenant that came too late for its namespace. */
  public static TenantStatus conflict(String namespace, Tenant holder) {
    String message =
        "namespace "
            + namespace
            + " belongs to Tenant "
            + holder.getMetadata().getName()
            + "; delete this Tenant and create one with another name";
    return new TenantStatus(
        Tenant.Phase.FAILED,
        namespace,
        List.of(Verdict.no(ConditionType.READY, Reason.NAMESPACE_CONFLICT.word(), message)),
        Optional.of(Note.warning(Reason.NAMESPACE_CONFLICT.word(), message)));
  }

  /** A Tenant that is being removed; {@code left} says what is waited for. */
  public static TenantStatus terminating(String namespace, String left) {
    return new TenantStatus(
        Tenant.Phase.TERMINATING,
        namespace,
        List.of(Verdict.no(ConditionType.READY, Reason.TERMINATING.word(), left)),
        Optional.empty());
  }
}
