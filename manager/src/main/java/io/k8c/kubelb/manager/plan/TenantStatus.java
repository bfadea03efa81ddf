package io.k8c.kubelb.manager.plan;

import io.k8c.kubelb.api.ConditionType;
import io.k8c.kubelb.api.Reason;
import io.k8c.kubelb.api.Tenant;
import io.k8c.kubelb.kit.Conditions;
import io.k8c.kubelb.kit.Note;
import io.k8c.kubelb.kit.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is said of a Tenant. */
public record TenantStatus(
    Tenant.Phase phase, String namespace, List<Verdict> verdicts, Optional<Note> note) {
  public TenantStatus {
    verdicts = List.copyOf(verdicts);
  }

  /**
   * The proxies of a tenant.
   *
   * @param needed whether the tenant has anything to serve
   * @param ready number of ready ones
   * @param unmonitored whether a PodMonitor is wanted that the hub does not know
   */
  public record Proxies(boolean needed, int ready, boolean unmonitored) {}

  /** A Tenant whose objects are in place. */
  public static TenantStatus of(Tenant tenant, String namespace, Proxies proxies) {
    Tenant.Spec spec = tenant.getSpec() == null ? Tenant.Spec.NONE : tenant.getSpec();
    List<String> problems = InvalidSettings.of(spec);
    Verdict ready = problems.isEmpty() ? inPlace(tenant, namespace) : invalid(problems);
    List<Verdict> verdicts = new ArrayList<>();
    verdicts.add(ready);
    verdicts.add(ready(namespace, proxies));
    SetFields.withoutEffect(unsupported(spec, proxies)).ifPresent(verdicts::add);
    return new TenantStatus(
        ready.isTrue() ? Tenant.Phase.READY : Tenant.Phase.FAILED,
        namespace,
        verdicts,
        Optional.of(ready)
            .filter(verdict -> !verdict.isTrue() && !isKnown(tenant, verdict))
            .map(verdict -> Note.warning(verdict.reason(), verdict.message())));
  }

  private static boolean isKnown(Tenant tenant, Verdict verdict) {
    Tenant.Status status = tenant.getStatus();
    return status != null && Conditions.say(status.conditions(), verdict);
  }

  private static Verdict inPlace(Tenant tenant, String namespace) {
    return Verdict.yes(
        ConditionType.READY,
        Reason.READY.word(),
        "carry Secret "
            + namespace
            + "/"
            + TenantObjects.KUBECONFIG
            + " to the tenant cluster and install the CCM with clusterName="
            + tenant.getMetadata().getName());
  }

  private static Verdict invalid(List<String> problems) {
    return Verdict.no(
        ConditionType.READY, Reason.INVALID_VALUE.word(), InvalidSettings.text(problems));
  }

  private static List<String> unsupported(Tenant.Spec spec, Proxies proxies) {
    List<String> names = new ArrayList<>();
    names.addAll(SetFields.ofDefaultGateway(spec.gatewayAPI()));
    names.addAll(SetFields.toCome(spec.dns(), spec.certificates()));
    if (proxies.unmonitored()) {
      names.add(
          "Config spec.envoyProxy.podMonitor.enabled; the hub has no kind PodMonitor, install the"
              + " Prometheus operator");
    }
    return names;
  }

  private static Verdict ready(String namespace, Proxies proxies) {
    if (!proxies.needed()) {
      return Verdict.yes(
          ConditionType.PROXY_READY, Reason.READY.word(), "nothing to serve, no proxy runs");
    }
    return proxies.ready() > 0
        ? Verdict.yes(ConditionType.PROXY_READY, Reason.READY.word(), "proxies are ready")
        : Verdict.no(
            ConditionType.PROXY_READY,
            Reason.PROXY_NOT_READY.word(),
            "no proxy is ready; look at the pods of "
                + ProxyWorkload.name(namespace)
                + " in namespace "
                + namespace);
  }

  /** A Tenant of which the hub's API server did not take something. */
  public static TenantStatus refused(String namespace, String message) {
    String text = "the hub's API server refused: " + message;
    return new TenantStatus(
        Tenant.Phase.FAILED,
        namespace,
        List.of(Verdict.no(ConditionType.READY, Reason.HUB_REFUSED.word(), text)),
        Optional.of(Note.warning(Reason.HUB_REFUSED.word(), text)));
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
