package io.k8c.kubelb.manager.plan;

import io.fabric8.kubernetes.api.model.Service;
import io.k8c.kubelb.api.LoadBalancer;
import io.k8c.kubelb.api.Reason;
import io.k8c.kubelb.api.ServiceType;
import io.k8c.kubelb.kit.Note;
import io.k8c.kubelb.kit.Verdict;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;

/**
 * What a load balancer leads to in the hub and what is said of it.
 *
 * @param service the Service that shall exist; empty where none shall
 * @param obsolete the Service that must go, for good or before it is made anew
 * @param status everything of the status but the conditions
 * @param verdicts what becomes the conditions
 * @param notes what is worth an Event
 * @param transientState whether what is said is likely to be out of date in a moment
 */
public record LoadBalancerPlan(
    Optional<Service> service,
    Optional<Service> obsolete,
    LoadBalancer.Status status,
    List<Verdict> verdicts,
    List<Note> notes,
    boolean transientState) {
  public LoadBalancerPlan {
    verdicts = List.copyOf(verdicts);
    notes = List.copyOf(notes);
  }

  /**
   * Decides.
   *
   * @param programming of the revision that the view shows
   * @param taken listener ports of the tenant's proxy that others have
   */
  public static LoadBalancerPlan of(
      LoadBalancerView view, Programming programming, IntPredicate taken) {
    Optional<Admission.Refusal> refusal = Admission.refusal(view);
    if (refusal.isPresent()) {
      return refused(view, refusal.get());
    }
    LoadBalancer owner = view.loadBalancer();
    TenantPolicy policy = view.policy().orElseThrow();
    Optional<Service> actual = view.service();
    if (owner.getSpec().typeOrDefault() == ServiceType.LOAD_BALANCER
        && actual.isPresent()
        && HubService.mustRecreate(actual.get(), policy.loadBalancerClass())) {
      return recreated(view, actual.get());
    }
    Map<PortKey, Integer> previous = actual.map(HubService::ports).orElse(Map.of());
    List<PortKey> keys = Resolution.ports(owner.getSpec()).stream().map(PortKey::of).toList();
    Optional<Map<PortKey, Integer>> listeners =
        PortTable.assign(owner.getMetadata().getUid(), keys, previous, taken);
    if (listeners.isEmpty()) {
      return refused(
          view,
          new Admission.Refusal(
              Reason.PORTS_EXHAUSTED,
              "all listener ports of the tenant's proxy are taken; remove load balancers or ports"));
    }
    Service wanted = HubService.of(owner, policy, listeners.get(), requested(owner, actual));
    boolean settled = listeners.get().equals(previous);
    return served(view, wanted, settled ? programming : programming.ofOlderPorts());
  }

  private static LoadBalancerPlan served(
      LoadBalancerView view, Service wanted, Programming programming) {
    StatusDraft draft = StatusDraft.of(view, programming);
    return new LoadBalancerPlan(
        Optional.of(wanted),
        Optional.empty(),
        draft.status(),
        draft.verdicts(),
        draft.notes(),
        draft.transientState());
  }

  private static LoadBalancerPlan refused(LoadBalancerView view, Admission.Refusal refusal) {
    boolean keeps = refusal.reason() == Reason.PORTS_EXHAUSTED;
    return new LoadBalancerPlan(
        Optional.empty(),
        keeps ? Optional.empty() : view.service(),
        keeps ? StatusDraft.unchanged(view) : StatusDraft.withoutAddress(view),
        StatusDraft.refused(refusal),
        List.of(Note.warning(refusal.reason().word(), refusal.message())),
        false);
  }

  /** The same plan where the hub's API server did not take the Service. */
  public LoadBalancerPlan refusedByHub(LoadBalancerView view, String message) {
    String text = "the hub's API server refused the Service: " + message;
    return new LoadBalancerPlan(
        service,
        obsolete,
        view.service().isPresent() ? status : StatusDraft.withoutAddress(view),
        StatusDraft.pending(Reason.HUB_REFUSED, text),
        List.of(Note.warning(Reason.HUB_REFUSED.word(), text)),
        false);
  }

  private static LoadBalancerPlan recreated(LoadBalancerView view, Service actual) {
    String message =
        HubService.recreation(actual, view.policy().flatMap(TenantPolicy::loadBalancerClass));
    return new LoadBalancerPlan(
        Optional.empty(),
        Optional.of(actual),
        StatusDraft.withoutAddress(view),
        StatusDraft.pending(Reason.PENDING_ADDRESS, message),
        List.of(Note.normal(Reason.SERVICE_RECREATED.word(), message)),
        true);
  }

  /** The address that the Service asks for; a Service that is made anew asks for the one it had. */
  private static Optional<String> requested(LoadBalancer owner, Optional<Service> actual) {
    if (actual.isPresent()) {
      return Optional.ofNullable(actual.get().getSpec().getLoadBalancerIP());
    }
    return StatusDraft.previousAddresses(owner).stream().filter(ServiceAddresses::isIp).findFirst();
  }
}
