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
    LoadBalancer.Status status = hub.getStatus();
    List<LoadBalancerIngress> ingress =
        status == null || status.loadBalancer() == null
            ? List.of()
            : status.loadBalancer().ingress().stream().map(ServiceReturn::ingress).toList();
    Optional<Condition> ready =
        status == null
            ? Optional.empty()
            : Conditions.find(status.conditions(), ConditionType.READY);
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
    return new Return<>(told, notes(before, ingress, ready));
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
      Service before, List<LoadBalancerIngress> ingress, Optional<Condition> ready) {
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
        .filter(now -> !"True".equals(now.getStatus()) && !PASSING.contains(now.getReason()))
        .filter(now -> !isKnown(before, now))
        .ifPresent(now -> notes.add(Note.warning(now.getReason(), now.getMessage())));
    return notes;
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
