package io.k8c.kubelb.ccm.source;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import io.fabric8.kubernetes.api.model.LoadBalancerIngress;
import io.fabric8.kubernetes.api.model.LoadBalancerIngressBuilder;
import io.fabric8.kubernetes.api.model.PortStatusBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.k8c.kubelb.api.ConditionType;
import io.k8c.kubelb.api.LoadBalancer;
import io.k8c.kubelb.api.LoadBalancerStatus;
import io.k8c.kubelb.api.Reason;
import io.k8c.kubelb.api.Wire;
import io.k8c.kubelb.kit.Conditions;
import io.k8c.kubelb.kit.Note;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The status of a Service as the hub sees it. */
final class ServiceReturn {
  /** The hub's summary, in the Service's own conditions. */
  private static final String READY = Wire.GROUP + "/" + ConditionType.READY;

  /** What passes on its own and is no news. */
  private static final Set<String> PASSING =
      Set.of(Reason.PENDING.word(), Reason.PENDING_ADDRESS.word(), Reason.PROXY_NOT_READY.word());

  private ServiceReturn() {}

  static Return<Service> of(Service before, LoadBalancer hub) {
    List<LoadBalancerIngress> ingress = ingress(hub).stream().map(ServiceReturn::ingress).toList();
    Optional<Condition> ready = condition(hub, ConditionType.READY);
    Service told =
        empty(before)
            .edit()
            .editStatus()
            .withNewLoadBalancer()
            .withIngress(ingress)
            .endLoadBalancer()
            .withConditions(ready.map(ServiceReturn::condition).stream().toList())
            .endStatus()
            .build();
    return new Return<>(told, notes(before, hub, ingress, ready));
  }

  /** What a Service waits for that should pass on its own; empty where nothing is waited for. */
  static Optional<Note> waitsFor(LoadBalancer hub) {
    Optional<Condition> ready = condition(hub, ConditionType.READY);
    if (ready.isEmpty() && ingress(hub).isEmpty()) {
      return Optional.of(
          Note.warning(
              Reason.PENDING.word(),
              "the hub has not answered yet; if this stays, ask the hub's administrator whether its"
                  + " manager runs"));
    }
    return ready
        .filter(now -> !"True".equals(now.getStatus()) && PASSING.contains(now.getReason()))
        .map(now -> Note.warning(now.getReason(), now.getMessage()));
  }

  static Service empty(Service service) {
    return new ServiceBuilder()
        .withNewMetadata()
        .withName(service.getMetadata().getName())
        .withNamespace(service.getMetadata().getNamespace())
        .endMetadata()
        .withNewStatus()
        .withNewLoadBalancer()
        .endLoadBalancer()
        .endStatus()
        .build();
  }

  private static Optional<Condition> condition(LoadBalancer hub, String type) {
    return hub.getStatus() == null
        ? Optional.empty()
        : Conditions.find(hub.getStatus().conditions(), type);
  }

  private static List<LoadBalancerStatus.Ingress> ingress(LoadBalancer hub) {
    return hub.getStatus() == null || hub.getStatus().loadBalancer() == null
        ? List.of()
        : hub.getStatus().loadBalancer().ingress();
  }

  private static LoadBalancerIngress ingress(LoadBalancerStatus.Ingress entry) {
    return new LoadBalancerIngressBuilder()
        .withIp(entry.ip())
        .withHostname(entry.hostname())
        .withIpMode(mode(entry))
        .withPorts(
            entry.ports().stream()
                .map(
                    port ->
                        new PortStatusBuilder()
                            .withPort(port.port())
                            .withProtocol(port.protocol())
                            .withError(port.error())
                            .build())
                .toList())
        .build();
  }

  /** The hub's address is not one of this cluster: its nodes must not answer in its place. */
  private static @org.jspecify.annotations.Nullable String mode(LoadBalancerStatus.Ingress entry) {
    return entry.ip() == null ? null : "Proxy";
  }

  private static Condition condition(Condition hub) {
    return new ConditionBuilder()
        .withType(READY)
        .withStatus(hub.getStatus())
        .withReason(hub.getReason())
        .withMessage(hub.getMessage())
        .withLastTransitionTime(hub.getLastTransitionTime())
        .build();
  }

  private static List<Note> notes(
      Service before,
      LoadBalancer hub,
      List<LoadBalancerIngress> ingress,
      Optional<Condition> ready) {
    List<Note> notes = new ArrayList<>();
    String had = addresses(ServiceSource.ingress(before));
    String has = addresses(ingress);
    if (!has.isEmpty() && !has.equals(had)) {
      notes.add(
          had.isEmpty()
              ? Note.normal(Reason.ADDRESS_ASSIGNED.word(), "the hub assigned " + has)
              : Note.warning(
                  Reason.ADDRESS_CHANGED.word(), "the address changed from " + had + " to " + has));
    }
    ready
        .filter(now -> !isKnown(before, now))
        .flatMap(now -> problem(hub, now))
        .filter(problem -> !PASSING.contains(problem.getReason()))
        .ifPresent(problem -> notes.add(Note.warning(problem.getReason(), problem.getMessage())));
    return notes;
  }

  /** What keeps a Service from being served or, where it is served, from being served by all. */
  private static Optional<Condition> problem(LoadBalancer hub, Condition ready) {
    Optional<Condition> told =
        "True".equals(ready.getStatus())
            ? condition(hub, ConditionType.RESOLVED_REFS)
            : Optional.of(ready);
    return told.filter(condition -> !"True".equals(condition.getStatus()));
  }

  private static boolean isKnown(Service before, Condition now) {
    return before.getStatus() != null
        && Conditions.find(before.getStatus().getConditions(), READY)
            .filter(
                known ->
                    Objects.equals(known.getReason(), now.getReason())
                        && Objects.equals(known.getMessage(), now.getMessage()))
            .isPresent();
  }

  static String addresses(List<LoadBalancerIngress> ingress) {
    return ingress.stream()
        .map(entry -> entry.getIp() != null ? entry.getIp() : entry.getHostname())
        .filter(Objects::nonNull)
        .collect(Collectors.joining(", "));
  }
}
